import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconcile, reconcileByExport } from '../../../domain/writeback/reconcile.ts';
import type { Target } from '../../../domain/writeback/target.ts';
import { batchFiles, inverseFiles } from '../../../formats/writeback/batch-folder.ts';
import type { NamedBytes } from '../../../formats/writeback/read-exports.ts';
import { readExports } from '../../../formats/writeback/read-exports.ts';
import { readResults } from '../../../formats/writeback/read-results.ts';
import { must } from '../bundle/sample.ts';
import { Crm, guid } from './crm.ts';
import { planOf, run, TERRITORIES } from './support.ts';

type Where = 'dynamics' | 'hubspot' | 'csv';

const line = fc.record({
  baseline: fc.integer({ min: -1, max: 2 }),
  assignment: fc.integer({ min: -1, max: 2 }),
  held: fc.constantFrom('as-planned', 'as-planned', 'elsewhere', 'nowhere', 'approved'),
  /** Somebody changes it after the export. */
  drifts: fc.boolean(),
});
const world = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
  goals: fc.array(fc.constantFrom('none', 'other', 'none'), { minLength: 3, maxLength: 3 }),
  /** Whether the last territory has yet to be made. */
  young: fc.boolean(),
  failing: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

/** An account's id, and what stands in its field for a territory. */
const NAMES: Readonly<
  Record<
    Where,
    { object: string; field: string; account: (n: number) => string; place: (n: number) => string }
  >
> = {
  dynamics: {
    object: 'accounts',
    field: '_territoryid_value',
    account: (n) => guid(100 + n),
    place: (n) => guid(n),
  },
  hubspot: {
    object: 'companies',
    field: 'hubspot_owner_id',
    account: (n) => String(500 + n),
    place: (n) => String(10 + n),
  },
  csv: {
    object: 'assignments',
    field: 'territory_id',
    account: (n) => `a-${n}`,
    place: (n) => `t-${TERRITORIES[n]?.toLowerCase()}`,
  },
};

function crmOf(target: Where, { lines, goals, young }: World): Crm {
  const crm = new Crm(target);
  const { object, field, account, place } = NAMES[target];
  lines.forEach(({ baseline, assignment, held }, row) => {
    const at = { 'as-planned': baseline, elsewhere: (baseline + 2) % 3, nowhere: -1, approved: assignment }[
      held
    ];
    crm.put(object, account(row), { name: `Account ${row}`, [field]: at < 0 ? '' : place(at) });
  });
  TERRITORIES.forEach((name, i) => {
    const email = `rep${i}@example.com`;
    const title = `Quota FY27: ${name}`;
    const isHeld = goals[i] === 'other';
    if (target === 'dynamics') {
      if (!young || i < 2) crm.put('territories', guid(i), { name });
      crm.put('systemusers', guid(50 + i), { internalemailaddress: email, isdisabled: 'false' });
      const owner = { _goalownerid_value: guid(50 + i), _metricid_value: guid(80) };
      const year = { goalstartdate: '2026-02-01', goalenddate: '2027-01-31' };
      if (isHeld || i === 0) crm.put('goals', guid(90 + i), { title, targetmoney: '1.5', ...owner, ...year });
    }
    if (target === 'hubspot') {
      crm.put('owners', String(10 + i), { email, archived: 'false' });
      const year = { hs_start_datetime: '2026-02-01', hs_end_datetime: '2027-01-31' };
      const goal = { hs_goal_name: title, hs_target_amount: '1.5', hubspot_owner_id: String(10 + i) };
      if (isHeld) crm.put('goal_targets', String(700 + i), { ...goal, ...year });
    }
    if (target === 'csv' && isHeld) crm.put('quotas', place(i), { quota: '12.5' });
  });
  return crm;
}

/** What any run wrote: a world in which nothing happens proves nothing. */
const written = new Set<string>();
const WRITTEN: Readonly<Record<Where, readonly string[]>> = {
  dynamics: ['accounts update', 'goals insert', 'goals update', 'territories insert'],
  hubspot: ['companies update', 'goal_targets insert', 'goal_targets update'],
  csv: ['assignments update', 'quotas insert', 'quotas update'],
};

async function attempt(target: Where, drawn: World): Promise<void> {
  const { lines, failing } = drawn;
  const { object, field, account } = NAMES[target];
  const plan = planOf(
    { baseline: lines.map((one) => one.baseline), assignment: lines.map((one) => one.assignment) },
    account,
  );
  const crm = crmOf(target, drawn);
  const dry = await run(plan, target, crm.exports(), {
    options: { quotaPeriod: 'cycle' },
    reason: 'The exports of this test may lack accounts',
  });
  const { jobs } = must(batchFiles(dry, dry.version));
  // Only Dynamics can tell that a record changed since; of the others nobody touches any.
  const drifting = target === 'dynamics' ? lines.flatMap(({ drifts }, row) => (drifts ? [row] : [])) : [];
  for (const row of drifting) crm.put(object, account(row), { [field]: guid(999) });
  const before = crm.state();
  const results: NamedBytes[] = [];
  let sent = 0;
  for (const job of jobs) {
    const from = sent;
    const answer = await crm.load(job, (row) => failing[(from + row) % failing.length] === true);
    if (answer !== null) results.push(answer);
    sent += job.rows;
  }
  expect(sent).toBe(dry.batch.items.length);
  for (const { object: of, operation } of dry.batch.items) written.add(`${of} ${operation}`);
  for (const row of drifting) expect(crm.state().join('\n')).toContain(account(row));
  const now = must(await readExports(target, crm.exports()));
  const seen = reconcileByExport(dry.batch, now);
  // The same answers twice are the same answers.
  const found =
    target === 'dynamics'
      ? reconcile(dry.batch, must(await readResults(dry.batch, [...results, ...results])))
      : seen;
  const changed = dry.batch.items.map((item) => drifting.some((row) => account(row) === item.id));
  expect(found.strangers).toEqual([]);
  expect(found.counts.applied + found.counts.failed + found.counts.unprocessed).toBe(sent);
  const applied = ({ outcomes }: typeof found) => outcomes.map(({ outcome }) => outcome === 'applied');
  expect(applied(seen)).toEqual(applied(found));
  for (const [i, was] of changed.entries()) if (was) expect(found.outcomes[i]?.outcome).not.toBe('applied');
  const back = must(inverseFiles(dry.batch, found.made));
  expect(back.inverse.waiting).toBe(0);
  for (const file of back.files) await crm.load(file);
  expect(crm.state()).toEqual(before);
}

describe('write-back over random plans and random states of the target', () => {
  it.each<Where & Target>(['dynamics', 'hubspot', 'csv'])(
    '[SYN-01] [SYN-07] %s: whatever goes through, it is told truly, what changed since stays, and the inverse restores the rest',
    { timeout: 120_000 },
    async (target) => {
      await fc.assert(
        fc.asyncProperty(world, (drawn) => attempt(target, drawn)),
        { numRuns: 12 },
      );
      expect([...written]).toEqual(expect.arrayContaining([...WRITTEN[target]]));
    },
  );
});
