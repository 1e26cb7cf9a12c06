import { expect, test } from 'vitest';
import type { VersionId } from '../../../domain/brand.ts';
import type { Resolution } from '../../../domain/merge/conflict.ts';
import { applyDiff } from '../../../domain/plan/diff.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { MergeProgress } from '../../../renderer/sync/merge-api.ts';
import { MergeDesk } from '../../../renderer/sync/merge-desk.ts';
import { build, must, samplePlan, sealed } from '../../formats/bundle/sample.ts';

const moved = (row: number, to: number, name: string): Plan => {
  const plan = samplePlan({ name });
  return { ...plan, assignment: plan.assignment.map((was, at) => (at === row ? to : was)) };
};

const versions = [samplePlan(), moved(0, 1, 'Hers'), moved(0, -1, 'His')].map((plan) => build(plan));
const heads = versions.slice(1).map(({ versionId }) => versionId) as [VersionId, VersionId];

async function opened() {
  const desk = new MergeDesk();
  const said: MergeProgress[] = [];
  const merge = must(
    await desk.open(
      versions.map((version) => sealed(version)),
      heads,
      (progress) => said.push(progress),
    ),
  );
  return { desk, merge, said };
}

test('three bundles become one plan with its conflicts, each with the row it is about', async () => {
  const { merge, said } = await opened();
  expect(merge.conflicts.map(({ field, cause }) => [field, cause])).toEqual([['place', 'both-changed']]);
  expect([...merge.rows]).toEqual([0]);
  expect(merge.open).toBe(1);
  const plan = applyDiff(merge.ours, merge.diff);
  expect(plan.assignment[0]).toBe(samplePlan().assignment[0]);
  expect(said.map(({ label }) => label)).toEqual(['Reading', 'Reading', 'Reading', 'Comparing']);
});

test('what is left to decide follows every choice, and the list is told again only when it is another', async () => {
  const { desk, merge } = await opened();
  const [conflict] = merge.conflicts;
  const settled = must(desk.settle(new Map([[conflict?.id ?? '', 'theirs' as const]])));
  expect([settled.conflicts, settled.open]).toEqual([null, 0]);
});

test('a merge ends as one step on the draft it goes into, and not before all is decided', async () => {
  const { desk, merge } = await opened();
  const [conflict] = merge.conflicts;
  const draft: Plan = {
    ...merge.ours,
    planId: 'plan-draft' as Plan['planId'],
    name: 'A draft',
    lockedAll: false,
    parents: [heads[0]],
  };
  const early = desk.finish(draft, new Map(), () => undefined);
  expect(early.ok ? null : early.errors[0]?.code).toBe('MERGE_OPEN');
  const taken = new Map<string, Resolution>([[conflict?.id ?? '', 'theirs']]);
  const plan = applyDiff(draft, must(desk.finish(draft, taken, () => undefined)));
  expect(plan.assignment[0]).toBe(-1);
  expect(plan.name).toBe('A draft');
  expect(plan.parents).toEqual(heads.toSorted());
});
