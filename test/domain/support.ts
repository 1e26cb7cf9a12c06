/** Plans and command sequences for tests: small, with every kind of oddity a real plan has. */
import fc from 'fast-check';
import type {
  ActorId,
  CycleId,
  IsoDate,
  IsoTime,
  MinorUnits,
  PlanId,
  RepId,
  TenantId,
  TerritoryId,
} from '../../domain/brand.ts';
import type { Command } from '../../domain/commands/apply-command.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { CommandContext } from '../../domain/commands/command.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import type { AccountTable, NumberField, TextField } from '../../domain/plan/account-table.ts';
import { NUMBER_FIELDS, TEXT_FIELDS, accountTableFrom, cellAt } from '../../domain/plan/account-table.ts';
import type { NewPlan, Plan } from '../../domain/plan/plan.ts';
import { createPlan } from '../../domain/plan/plan.ts';
import { REASON_CODES } from '../../domain/plan/reason-codes.ts';
import type { Rep } from '../../domain/plan/rep.ts';
import { repNamed } from '../../domain/plan/rep.ts';
import type { Territory } from '../../domain/plan/territory.ts';

export const CONTEXT: CommandContext = {
  actor: 'actor-1' as ActorId,
  at: '2026-01-05T09:00:00.000Z' as IsoTime,
};

export function rep(index: number, changes: Partial<Rep> = {}): Rep {
  return { ...repNamed(`rep-${index}` as RepId, `Rep ${index}`), ...changes };
}

export function territory(index: number, changes: Partial<Territory> = {}): Territory {
  return {
    territoryId: `t-${index}` as TerritoryId,
    name: `Territory ${index}`,
    repIds: [],
    base: { lat: 35 + 5 * (index % 3), lon: -120 + 12 * index },
    capacity: null,
    targetShare: null,
    locked: false,
    retired: false,
    note: '',
    ...changes,
  };
}

export function planOf(init: Partial<NewPlan> & Pick<NewPlan, 'accounts'>): Plan {
  return createPlan({
    planId: 'plan-1' as PlanId,
    tenant: 'tenant-1' as TenantId,
    name: 'Plan',
    cycle: {
      cycleId: 'cycle-1' as CycleId,
      name: 'FY26',
      from: '2026-01-01' as IsoDate,
      to: '2026-12-31' as IsoDate,
    },
    currency: 'USD',
    potentialUnit: { kind: 'money', name: 'USD', minorPerMajor: 100 },
    ...init,
  });
}

/** Applies a command that must be accepted. */
export function applied(plan: Plan, command: Command): Plan {
  const result = applyCommand(plan, command, CONTEXT);
  if (!result.ok) throw new Error(result.errors.map((e) => `${e.code}: ${e.message}`).join('\n'));
  return result.value.plan;
}

/** Codes a command is refused with; empty when it is accepted. */
export function refusals(plan: Plan, command: Command): readonly string[] {
  const result = applyCommand(plan, command, CONTEXT);
  return result.ok ? [] : result.errors.map((e) => e.code);
}

/** Everything a plan says, with cells by value, so that two plans can be compared whatever their text pools hold. */
export function spelledOut(plan: Plan): unknown {
  const { accounts, ...rest } = plan;
  return { ...rest, cells: cellsOf(accounts) };
}

export function cellsOf(accounts: AccountTable): unknown {
  const rows = Array.from({ length: accounts.rowCount }, (_, row) => row);
  return Object.fromEntries(
    [...TEXT_FIELDS, ...NUMBER_FIELDS].map((field) => [
      field,
      rows.map((row) => cellAt(accounts, field, row)),
    ]),
  );
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>, nil: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary }, { weight: 1, arbitrary: fc.constant(nil) });

function columns(rows: number) {
  const column = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: rows, maxLength: rows });
  const ratio = maybe(fc.double({ min: 0, max: 1, noNaN: true }), NaN);
  return fc.record({
    lat: column(maybe(fc.double({ min: 25, max: 49, noNaN: true }), NaN)),
    lon: column(maybe(fc.double({ min: -124, max: -67, noNaN: true }), NaN)),
    potential: column(maybe(fc.integer({ min: 0, max: 1_000_000_00 }), NaN)),
    currentArr: column(maybe(fc.integer({ min: 0, max: 100_000_00 }), NaN)),
    historicalRevenue: column(maybe(fc.integer({ min: 0, max: 100_000_00 }), NaN)),
    propensity: column(ratio),
    strategicFit: column(ratio),
    churnRisk: column(ratio),
    visitsPerYear: column(maybe(fc.integer({ min: 0, max: 52 }), NaN)),
    minutesPerVisit: column(maybe(fc.integer({ min: 5, max: 240 }), NaN)),
    tenureMonths: column(maybe(fc.integer({ min: 0, max: 120 }), NaN)),
    strategic: column(fc.constantFrom(0, 0, 0, 1, NaN)),
    customer: column(fc.constantFrom(0, 1, NaN)),
    tier: column(fc.constantFrom<string | null>(null, null, null, 'Strategic', 'SMB', 'Key')),
    accountId: column(fc.integer({ min: 1, max: rows * 4 }).map((n) => `A${n}`)),
  } satisfies Record<string, fc.Arbitrary<unknown>>);
}

export const arbitraryAccounts = (maxRows: number): fc.Arbitrary<AccountTable> =>
  fc.integer({ min: 1, max: maxRows }).chain((rows) =>
    columns(rows).map(({ tier, accountId, ...numbers }) => {
      const names = Array.from({ length: rows }, (_, row) => `Account ${row}`);
      return accountTableFrom(
        rows,
        { name: names, tier, accountId } satisfies Partial<Record<TextField, readonly (string | null)[]>>,
        numbers satisfies Partial<Record<NumberField, readonly number[]>>,
      );
    }),
  );

export const arbitraryPlan = (maxRows = 30): fc.Arbitrary<Plan> =>
  fc
    .tuple(arbitraryAccounts(maxRows), fc.integer({ min: 1, max: 5 }), fc.boolean(), fc.integer())
    .map(([accounts, count, freezeStrategic, seed]) =>
      planOf({
        accounts,
        reps: [rep(0), rep(1, { seniority: 'senior' })],
        territories: Array.from({ length: count }, (_, i) =>
          territory(i, {
            repIds: i < 2 ? [`rep-${i}` as RepId] : [],
            capacity: i % 2 === 0 ? { value: 10, unit: 'accounts' } : { value: 300, unit: 'hours' },
            base: i === 3 ? null : territory(i).base,
          }),
        ),
        policy: { ...DEFAULT_POLICY, disruption: { ...DEFAULT_POLICY.disruption, freezeStrategic } },
        assignment: Int32Array.from(
          { length: accounts.rowCount },
          (_, row) => ((((row * 7919 + seed) % (count + 1)) + count + 1) % (count + 1)) - 1,
        ),
      }),
    );

const rowsOf = (plan: Plan): fc.Arbitrary<Int32Array> =>
  fc
    .array(fc.integer({ min: 0, max: plan.accounts.rowCount - 1 }), { maxLength: 8 })
    .map((rows) => Int32Array.from(rows));

/** Any command over the plan it is asked for; many are refused, as in life. */
export function arbitraryCommand(plan: Plan): fc.Arbitrary<Command> {
  const rows = rowsOf(plan);
  const row = fc.integer({ min: 0, max: plan.accounts.rowCount - 1 });
  const at = fc.integer({ min: 0, max: plan.territories.length });
  const target = fc.integer({ min: -1, max: plan.territories.length });
  const reason = fc.constantFrom('MANUAL_EDIT', 'EXCEPTION' as const);
  const source = fc.constantFrom('manual', 'solver' as const);
  const amount = fc.integer({ min: 0, max: 1_000_000_00 }).map((n) => n as MinorUnits);
  const type = <T extends Command['type']>(name: T): fc.Arbitrary<T> => fc.constant(name);
  const many = fc.array(fc.tuple(row, target, fc.nat({ max: REASON_CODES.length - 1 })), { maxLength: 8 });
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ type: type('assignAccounts'), rows, territory: target, reason, source }),
    },
    {
      weight: 4,
      arbitrary: fc.tuple(many, source).map(([moves, by]) => ({
        type: 'assignMany' as const,
        rows: Int32Array.from(moves, (m) => m[0]),
        territories: Int32Array.from(moves, (m) => m[1]),
        reasons: Uint8Array.from(moves, (m) => m[2]),
        source: by,
        label: 'Design',
      })),
    },
    fc.record({ type: type('setLocks'), rows, locked: fc.boolean() }),
    fc.tuple(rows, fc.option(fc.integer({ min: 0, max: 500_00 }))).map(([edited, value]) => ({
      type: 'editCells' as const,
      field: 'potential' as const,
      rows: edited,
      values: Array.from(edited, () => value),
      reason: '',
    })),
    fc.tuple(rows, fc.option(fc.constantFrom('Strategic', 'SMB', 'new'))).map(([edited, value]) => ({
      type: 'editCells' as const,
      field: 'tier' as const,
      rows: edited,
      values: Array.from(edited, () => value),
      reason: 'test',
    })),
    fc.record({
      type: type('setStanding'),
      rows,
      standing: fc.constantFrom('active', 'closed', 'excluded' as const),
      reason: fc.constant(''),
    }),
    fc.record({
      type: type('mergeAccounts'),
      into: row,
      rows,
      survivors: fc.constant({ name: 'Kept', potential: 7 }),
    }),
    fc.record({ type: type('unmergeAccounts'), rows }),
    fc.record({
      type: type('addTerritory'),
      territoryId: at.map((n) => `n-${n}` as TerritoryId),
      name: at.map((n) => `New ${n}`),
    }),
    fc.record({ type: type('renameTerritory'), territory: at, name: fc.constantFrom('North', 'South') }),
    fc.record({
      type: type('updateTerritory'),
      territory: at,
      changes: fc.constantFrom<Extract<Command, { type: 'updateTerritory' }>['changes']>(
        { base: { lat: 40, lon: -100 } },
        { base: null },
        { capacity: { value: 5, unit: 'accounts' } },
        { targetShare: 0.4, note: 'x' },
        { repIds: ['rep-0' as RepId, 'rep-1' as RepId] },
      ),
    }),
    fc.record({ type: type('lockTerritory'), territory: at, locked: fc.boolean() }),
    fc.record({ type: type('retireTerritory'), territory: at, to: target, reason }),
    fc.record({ type: type('lockPlan'), locked: fc.constantFrom(true, false, false, false) }),
    fc.record({ type: type('renamePlan'), name: fc.constantFrom('A', 'B') }),
    fc.record({ type: type('rebaseline') }),
    fc.record({
      type: type('pairReps'),
      pairs: fc.constantFrom(
        [{ territory: 0, repId: 'rep-0' as RepId }],
        [
          { territory: 1, repId: 'rep-1' as RepId },
          { territory: 0, repId: 'rep-2' as RepId },
        ],
      ),
    }),
    fc.record({ type: type('setReps'), reps: fc.constantFrom([rep(0)], [rep(0), rep(1), rep(2)]) }),
    fc.record({
      type: type('setQuotaTarget'),
      target: fc.option(amount),
      overAssignment: fc.constantFrom(0, 0.05, 0.08),
    }),
    fc.record({ type: type('overrideQuota'), territory: at, amount, reason: fc.constant('new hire') }),
    fc.record({ type: type('clearQuotaOverride'), territory: at }),
    fc.record({
      type: type('setPolicy'),
      policy: fc.constantFrom('min-max', 'log', 'percentile' as const).map((normalisation) => ({
        ...DEFAULT_POLICY,
        score: { ...DEFAULT_POLICY.score, normalisation },
      })),
    }),
  );
}

/** A plan and the commands somebody tries on it, each drawn for the plan as it then is. */
export const arbitrarySession = (
  maxCommands = 25,
): fc.Arbitrary<{ readonly plan: Plan; readonly commands: readonly Command[] }> =>
  arbitraryPlan().chain((plan) =>
    fc.array(arbitraryCommand(plan), { maxLength: maxCommands }).map((commands) => ({ plan, commands })),
  );
