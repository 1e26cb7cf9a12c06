import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RepId } from '../../../domain/brand.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { BringFiles } from '../../../domain/commands/bring-files.ts';
import { accumulate, updateAccumulators } from '../../../domain/measures/accumulators.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { applyDiff, invertDiff } from '../../../domain/plan/diff.ts';
import type { Rep } from '../../../domain/plan/rep.ts';
import { repNamed } from '../../../domain/plan/rep.ts';
import { CONTEXT, planOf, spelledOut, territory } from '../support.ts';

const rep = (repId: string, name: string): Rep => repNamed(repId as RepId, name);
const tableOf = (ids: readonly string[]) =>
  accountTableFrom(ids.length, { accountId: [...ids] }, { potential: ids.map((_, i) => i + 1) });

const plan = {
  ...planOf({
    accounts: tableOf(['a', 'b', 'c']),
    territories: [territory(0), territory(1)],
    assignment: Int32Array.of(0, 1, 1),
  }),
  reps: [rep('r1', 'Ann Lee')],
};

const filesOf = (ids: readonly string[], more: Partial<BringFiles> = {}): BringFiles => ({
  type: 'bringFiles',
  accounts: {
    type: 'updateAccounts',
    accounts: tableOf(ids),
    potentialUnit: plan.potentialUnit,
    currency: plan.currency,
    source: 'newer.csv',
    gone: 'close',
  },
  reps: [rep('r9', 'ann lee'), rep('r2', 'Bo Ray')],
  territories: {
    type: 'importTerritories',
    source: 'territories.csv',
    teamTarget: 1000,
    entries: [
      {
        name: 'Front Range',
        ownerName: null,
        base: null,
        capacity: null,
        targetShare: null,
        quota: 600,
        quotaReason: null,
      },
    ],
  },
  ...more,
});

function brought(command: BringFiles) {
  const done = applyCommand(plan, command, CONTEXT);
  if (!done.ok) throw new Error(done.errors[0]?.message);
  return done.value;
}

describe('[ING-21] newer files brought together', () => {
  it('go in as one edit that says what it was', () => {
    const { plan: after, label } = brought(filesOf(['a', 'b', 'd']));
    expect(label).toBe('Update accounts from newer.csv, with reps and territories');
    expect(after.accounts.rowCount).toBe(4);
    expect(after.reps.map(({ repId, name }) => [repId, name])).toEqual([
      ['r1', 'ann lee'],
      ['r2', 'Bo Ray'],
    ]);
    expect(after.territories.map(({ name }) => name)).toContain('Front Range');
    expect(after.quota.target).toBe(1000);
    expect(brought(filesOf(['a'], { reps: null, territories: null })).label).toBe(
      'Update accounts from newer.csv',
    );
  });

  it('are taken back whole by one inverted diff, and the sums move along as if added up anew', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });
    fc.assert(
      fc.property(ids, fc.boolean(), fc.boolean(), (found, withReps, withTerritories) => {
        const { plan: after, diff } = brought(
          filesOf(found, {
            ...(withReps ? {} : { reps: null }),
            ...(withTerritories ? {} : { territories: null }),
          }),
        );
        expect(spelledOut(applyDiff(after, invertDiff(diff)))).toEqual(spelledOut(plan));
        expect([...updateAccumulators(accumulate(plan), plan, after, diff).sums]).toEqual([
          ...accumulate(after).sums,
        ]);
      }),
    );
  });

  it('change nothing when one of them is refused', () => {
    const twice = filesOf(['a'], { reps: [rep('r2', 'Bo Ray'), rep('r2', 'Cy Fox')] });
    const done = applyCommand(plan, twice, CONTEXT);
    expect(done.ok ? null : done.errors[0]?.code).toBe('ID_TAKEN');
  });
});
