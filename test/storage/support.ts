import 'fake-indexeddb/auto';
import type { CycleId, IsoDate, IsoTime, PlanId, TenantId, TerritoryId } from '../../domain/brand.ts';
import { accountTableFrom } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { createPlan } from '../../domain/plan/plan.ts';
import { ok } from '../../domain/result.ts';
import type { Territory } from '../../domain/plan/territory.ts';
import { Database } from '../../renderer/storage/database.ts';
import type { Admits } from '../../renderer/storage/plan-file.ts';
import { PlanStore } from '../../renderer/storage/plan-store.ts';

let made = 0;

/** A database nobody else in this process has. */
export const freshName = (): string => `test-${++made}-${process.pid}`;

/** One client on the laptop: any plan may come. */
export const anyPlan: Admits = () => Promise.resolve(ok(true));

let tick = 0;
/** A clock that moves one second a look. */
export const clock = (): IsoTime => new Date(Date.UTC(2026, 0, 1) + 1000 * tick++).toISOString() as IsoTime;

export async function openStore(name: string = freshName()): Promise<PlanStore> {
  const opened = await PlanStore.open(new Database(name), clock);
  if (!opened.ok) throw new Error(opened.errors[0]?.message);
  return opened.value;
}

const territory = (name: string): Territory => ({
  territoryId: `t-${name}` as TerritoryId,
  name,
  repIds: [],
  base: null,
  capacity: null,
  targetShare: null,
  locked: false,
  retired: false,
  note: '',
});

/** `rows` accounts of growing potential, spread over two territories. */
export function smallPlan(rows = 6, id = 'plan-small'): Plan {
  const ids = Array.from({ length: rows }, (_, row) => `A${row}`);
  return createPlan({
    planId: id as PlanId,
    tenant: 'test' as TenantId,
    name: 'Small plan',
    cycle: {
      cycleId: 'c' as CycleId,
      name: '2026',
      from: '2026-01-01' as IsoDate,
      to: '2026-12-31' as IsoDate,
    },
    currency: 'USD',
    potentialUnit: { kind: 'count', name: 'beds', minorPerMajor: 1 },
    accounts: accountTableFrom(
      rows,
      { accountId: ids, name: ids.map((account) => `Hospital ${account}`) },
      {
        potential: ids.map((_, row) => 10 * (row + 1)),
        lat: ids.map((_, row) => 40 + row),
        lon: ids.map(() => -100),
      },
    ),
    territories: [territory('North'), territory('South')],
    assignment: Int32Array.from(ids, (_, row) => row % 2),
  });
}

export function value<T>(
  result: { ok: true; value: T } | { ok: false; errors: readonly { message: string }[] },
): T {
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join('; '));
  return result.value;
}
