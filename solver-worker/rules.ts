import { distanceKm } from '../domain/geo/haversine.ts';
import type { TextField } from '../domain/plan/account-table.ts';
import { textAt } from '../domain/plan/account-table.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Csr } from './contract.ts';

/**
 * Hard rules that say where an account may go (ledger OPT-12, DSN-05). `territories` are plan territory indices; a
 * territory named by no `only` rule of a field takes any value of it.
 */
export type DesignRule =
  | {
      readonly kind: 'only';
      readonly field: Extract<
        TextField,
        'state' | 'postalCode' | 'country' | 'industry' | 'segment' | 'county'
      >;
      readonly territory: number;
      readonly values: readonly string[];
    }
  | {
      /** These accounts go to these territories and nowhere else, e.g. an industry to its specialists. */
      readonly kind: 'reserve';
      readonly field: Extract<TextField, 'state' | 'industry' | 'segment' | 'tier' | 'techStack'>;
      readonly values: readonly string[];
      readonly territories: readonly number[];
    }
  | {
      /** Straight-line km from the territory's base. */
      readonly kind: 'radius';
      readonly territory: number | null;
      readonly km: number;
    };

/** Allowed territories of each account, or null when no rule restricts any. */
export function eligibilityOf(
  rules: readonly DesignRule[],
  plan: Plan,
  rows: Int32Array,
  territories: Int32Array,
  local: Int32Array,
): Csr | null {
  if (rules.length === 0) return null;
  const tests = rules.map((rule) => testOf(rule, plan));
  const offsets = new Int32Array(rows.length + 1);
  const items: number[] = [];
  rows.forEach((row, i) => {
    for (const index of territories) {
      if (tests.every((test) => test(row, index))) items.push(local[index] ?? 0);
    }
    offsets[i + 1] = items.length;
  });
  return { offsets, items: Int32Array.from(items) };
}

type Test = (row: number, territory: number) => boolean;

const fold = (text: string): string => text.trim().toLowerCase();

function testOf(rule: DesignRule, plan: Plan): Test {
  switch (rule.kind) {
    case 'only': {
      const values = new Set(rule.values.map(fold));
      return (row, t) =>
        t !== rule.territory || values.has(fold(textAt(plan.accounts, rule.field, row) ?? ''));
    }
    case 'reserve': {
      const values = new Set(rule.values.map(fold));
      return (row, t) =>
        !values.has(fold(textAt(plan.accounts, rule.field, row) ?? '')) || rule.territories.includes(t);
    }
    case 'radius':
      return (row, t) => {
        const base = plan.territories[t]?.base ?? null;
        if (base === null || (rule.territory !== null && rule.territory !== t)) return true;
        const lat = plan.accounts.number.lat[row] ?? NaN;
        const lon = plan.accounts.number.lon[row] ?? NaN;
        const km = distanceKm({ lat, lon }, base);
        return Number.isNaN(km) || km <= rule.km;
      };
  }
}
