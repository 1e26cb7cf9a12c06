import { describe, expect, it } from 'vitest';
import type { RepId } from '../../../domain/brand.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { ImportTerritories } from '../../../domain/commands/import-territories.ts';
import { intakeTerritories } from '../../../domain/intake/intake-territories.ts';
import { proposeMapping } from '../../../domain/intake/propose-mapping.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { applyDiff, invertDiff } from '../../../domain/plan/diff.ts';
import { planFromIntake } from '../../../domain/plan/plan-from-intake.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { repNamed } from '../../../domain/plan/rep.ts';
import { CONTEXT, planOf, territory } from '../support.ts';
import { contextFor, tableOf } from './support.ts';

const FILE = [
  'Territory,Rep,Base city,Base state,Capacity hours,Target share,Quota,Reason',
  'North,Ann Lee,Denver,CO,1500,55%,"$6,000,000",New launch',
  'South,Bo Ray,Pueblo,CO,,45%,,',
  'South,,,,,,5,',
  'East,,Nowhere,ZZ,,,-3,',
  'Total,,,,,,11000000,',
].join('\n');

async function read(text: string) {
  const table = await tableOf(text);
  return intakeTerritories(table, proposeMapping(table, 'territories'), contextFor(['US']));
}

describe('[ING-01] [ING-05] a file of territories and quotas', () => {
  it('gives base, capacity, share and quota a territory, and the team target of its total row', async () => {
    const { entries, teamTarget, rowsInFile } = await read(FILE);
    expect([rowsInFile, teamTarget]).toEqual([5, 11_000_000_00]);
    expect(entries.map(({ name }) => name)).toEqual(['North', 'South', 'East']);
    expect(entries[0]).toMatchObject({
      ownerName: 'Ann Lee',
      capacity: { value: 1500, unit: 'hours' },
      targetShare: 0.55,
      quota: 6_000_000_00,
      quotaReason: 'New launch',
    });
    expect(entries[0]?.base?.lat).toBeCloseTo(39.7, 0);
    expect(entries[2]).toMatchObject({ base: null, quota: null });
  });

  it('says what it could not take', async () => {
    const { findings } = await read(FILE);
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['quota-negative', 'duplicate-territory']),
    );
  });
});

const rep = repNamed('r1' as RepId, 'Ann Lee');
const plan: Plan = {
  ...planOf({ accounts: accountTableFrom(2, {}, {}), territories: [territory(0), territory(1)] }),
  reps: [rep],
};
const entry = (name: string, more: Partial<ImportTerritories['entries'][number]> = {}) => ({
  name,
  ownerName: null,
  base: null,
  capacity: null,
  targetShare: null,
  quota: null,
  quotaReason: null,
  ...more,
});

function taken(command: Omit<ImportTerritories, 'type' | 'source'>) {
  const done = applyCommand(
    plan,
    { type: 'importTerritories', source: 'territories.csv', ...command },
    CONTEXT,
  );
  if (!done.ok) throw new Error(done.errors[0]?.message);
  return done.value;
}

describe('importTerritories', () => {
  it('knows territories by name, keeps what the file does not say, and adds the others', () => {
    const { plan: after } = taken({
      entries: [entry('territory 1', { targetShare: 0.4, ownerName: 'ann lee' }), entry('East')],
      teamTarget: null,
    });
    expect(after.territories.map(({ name }) => name)).toEqual(['Territory 0', 'Territory 1', 'East']);
    expect(after.territories[1]).toMatchObject({ targetShare: 0.4, repIds: ['r1'] });
    expect(after.territories[0]).toBe(plan.territories[0]);
    expect(after.quota).toBe(plan.quota);
  });

  it('takes quotas as lines set by hand, and what they add up to as the target where there is none', () => {
    const { plan: after } = taken({
      entries: [
        entry('Territory 0', { quota: 700, quotaReason: 'Launch' }),
        entry('Territory 1', { quota: 300 }),
      ],
      teamTarget: null,
    });
    expect(after.quota).toMatchObject({ target: 1000, overAssignment: 0 });
    expect(after.quota.overrides.map(({ amount, reason }) => [amount, reason])).toEqual([
      [700, 'Launch'],
      [300, 'Set in territories.csv'],
    ]);
    expect(taken({ entries: [], teamTarget: 5000 }).plan.quota.target).toBe(5000);
  });

  it('[AUD-02] is taken back by the inverted diff, and changes nothing the second time', () => {
    const command = { entries: [entry('East', { quota: 5 })], teamTarget: 9 };
    const { plan: after, diff } = taken(command);
    expect(applyDiff(after, invertDiff(diff))).toEqual(plan);
    const again = applyCommand(
      after,
      { type: 'importTerritories', source: 'territories.csv', ...command },
      CONTEXT,
    );
    expect(again.ok && again.value.plan.territories).toEqual(after.territories);
  });
});

describe('a plan begun from a file of territories', () => {
  it('aligns accounts by the territory, else the owner, they name, and keeps territories the accounts alone name', () => {
    const made = planFromIntake({
      planId: plan.planId,
      tenant: plan.tenant,
      name: 'New',
      cycle: plan.cycle,
      currency: 'USD',
      potentialUnit: plan.potentialUnit,
      accounts: accountTableFrom(
        4,
        { ownerName: ['Ann Lee', 'Bo Ray', null, null], territoryName: [null, null, 'South', 'West'] },
        {},
      ),
      roster: null,
      territoryFile: [
        { name: 'North', ownerName: 'Ann Lee' },
        { name: 'South', ownerName: null },
      ],
    });
    expect(made.origin).toBe('territory file');
    expect(made.plan.territories.map(({ name }) => name)).toEqual(['North', 'South', 'West']);
    expect([...made.plan.assignment]).toEqual([0, -1, 1, 2]);
    expect(made.plan.reps.map(({ name }) => name)).toEqual(['Ann Lee']);
  });
});
