/** One data-quality rule: pure, near-linear in the rows, told everything it may know. */
import type { GazetteerPlace } from '../../geo/gazetteer.ts';
import type { Locator } from '../../geo/locator.ts';
import type { Policy } from '../../governance/policy.ts';
import type { AccountField, AccountTable, CellValue } from '../../plan/account-table.ts';
import { cellAt, textAt } from '../../plan/account-table.ts';
import type { PotentialUnit } from '../../plan/plan.ts';
import { fieldTitle } from '../fields.ts';
import type { Finding, Severity } from '../finding.ts';
import type { Fix, FixCommand } from '../fix.ts';

export interface RuleContext {
  readonly accounts: AccountTable;
  /** 1-based data row of the file of every account row. */
  readonly fileRows: Int32Array;
  /** Account rows a rule looks at, ascending; merged and closed accounts of a plan are left out. */
  readonly rows: Int32Array;
  /** Coordinates as they were given, before anything was placed by its address; NaN where none were. */
  readonly given: { readonly lat: Float64Array; readonly lon: Float64Array };
  /** ISO alpha-2 of every row's country, known or assumed. */
  readonly countryOf: (row: number) => string;
  readonly locator: Locator;
  /** Where the row's postal code lies; null where it has none or it is not known. */
  readonly postalPlaceOf: (row: number) => GazetteerPlace | null;
  readonly policy: Policy;
  /** Days since 1970-01-01 UTC. */
  readonly today: number;
  readonly knownOwners: ReadonlySet<string>;
  readonly potentialUnit: PotentialUnit;
  /** Stored integers in one unit as people write it, by field: 100 for dollars, 1 for what is no money. */
  readonly minorPerMajor: (field: string) => number;
  /** Fields that a column of the file was mapped to. */
  readonly inFile: ReadonlySet<string>;
}

export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly check: (context: RuleContext) => Finding[];
}

interface FindingInit {
  readonly rows: readonly number[];
  readonly field: AccountField | null;
  readonly value?: CellValue;
  readonly message: string;
  readonly fix?: Fix | null;
}

type RuleName = Pick<Rule, 'id' | 'severity'>;

/** A finding of a rule about account rows (0-based). */
export function findingOf(
  rule: RuleName,
  context: Pick<RuleContext, 'fileRows' | 'minorPerMajor'>,
  init: FindingInit,
): Finding {
  const stored = init.value ?? null;
  const perUnit = init.field === null ? 1 : context.minorPerMajor(init.field);
  const value = typeof stored === 'number' ? stored / perUnit : stored;
  return {
    rule: rule.id,
    severity: rule.severity,
    rows: init.rows.map((row) => context.fileRows[row] ?? 0),
    accountRows: init.rows,
    field: init.field,
    value: value === null ? null : String(value),
    message: init.message,
    fix: init.fix ?? null,
  };
}

/** The fix that sets some fields of one row. */
export function editFix(
  label: string,
  row: number,
  cells: Partial<Record<AccountField, CellValue>>,
  reason: string,
): Fix {
  const commands = Object.entries(cells).map(([field, value]): FixCommand => ({
    type: 'editCells',
    field: field as AccountField,
    rows: Int32Array.of(row),
    values: [value],
    reason,
  }));
  return { label, commands };
}

/** The fix that empties a cell that cannot be right. */
export function clearFix(field: AccountField, row: number, reason: string): Fix {
  const title = fieldTitle(field);
  const label = `Clear ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  return editFix(label, row, { [field]: null }, reason);
}

/** What the account is called in a message. */
export const nameOf = (context: Pick<RuleContext, 'accounts'>, row: number): string =>
  textAt(context.accounts, 'name', row) ?? textAt(context.accounts, 'accountId', row) ?? `Row ${row + 1}`;

/** One finding a row for which `judge` answers; the value shown is the cell of `field`. */
export function findRows(
  rule: RuleName,
  context: RuleContext,
  field: AccountField,
  judge: (row: number) => { readonly message: string; readonly fix?: Fix | null } | null,
): Finding[] {
  const findings: Finding[] = [];
  for (const row of context.rows) {
    const found = judge(row);
    if (found === null) continue;
    const value = cellAt(context.accounts, field, row);
    findings.push(
      findingOf(rule, context, { rows: [row], field, value, message: found.message, fix: found.fix ?? null }),
    );
  }
  return findings;
}

export const kmText = (km: number): string => `${Math.round(km).toLocaleString('en-US')} km`;
