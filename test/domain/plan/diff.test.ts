import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { Diff } from '../../../domain/plan/diff.ts';
import { applyDiff, columnPatch, invertDiff, touchedRows } from '../../../domain/plan/diff.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { squashDiffs } from '../../../domain/plan/squash.ts';
import { CONTEXT, arbitrarySession, planOf, spelledOut, territory } from '../support.ts';

/** Runs a session and keeps every accepted diff with the plans before and after it. */
function run(session: {
  plan: ReturnType<typeof planOf>;
  commands: readonly Parameters<typeof applyCommand>[1][];
}) {
  const steps: { before: ReturnType<typeof planOf>; after: ReturnType<typeof planOf>; diff: Diff }[] = [];
  let plan = session.plan;
  for (const command of session.commands) {
    const result = applyCommand(plan, command, CONTEXT);
    if (!result.ok) continue;
    steps.push({ before: plan, after: result.value.plan, diff: result.value.diff });
    plan = result.value.plan;
  }
  return { plan, steps };
}

describe('[AUD-02] reversible diffs', () => {
  it('bring back exactly the plan they changed when inverted, whatever the commands', () => {
    fc.assert(
      fc.property(arbitrarySession(), (session) => {
        for (const { before, after, diff } of run(session).steps) {
          expect(spelledOut(applyDiff(after, invertDiff(diff)))).toEqual(spelledOut(before));
        }
      }),
    );
  });

  it('unwind a whole session to its start', () => {
    fc.assert(
      fc.property(arbitrarySession(), (session) => {
        const { plan, steps } = run(session);
        const back = steps.toReversed().reduce((at, step) => applyDiff(at, invertDiff(step.diff)), plan);
        expect(spelledOut(back)).toEqual(spelledOut(session.plan));
      }),
    );
  });

  it('squash to one diff of the same effect, in both directions', () => {
    fc.assert(
      fc.property(arbitrarySession(), (session) => {
        const { plan, steps } = run(session);
        const squashed = squashDiffs(steps.map((step) => step.diff));
        expect(spelledOut(applyDiff(session.plan, squashed))).toEqual(spelledOut(plan));
        expect(spelledOut(applyDiff(plan, invertDiff(squashed)))).toEqual(spelledOut(session.plan));
      }),
    );
  });

  it('squash to nothing when a change is taken back', () => {
    fc.assert(
      fc.property(arbitrarySession(8), (session) => {
        for (const { diff } of run(session).steps) expect(squashDiffs([diff, invertDiff(diff)])).toEqual([]);
      }),
    );
  });

  it('keep the last value of a row named twice, once', () => {
    const plan = planOf({ accounts: accountTableFrom(3, {}, {}), territories: [territory(0), territory(1)] });
    const patch = columnPatch(plan, 'assignment', [2, 0, 2], (_row, i) => [1, 0, 0][i] ?? -1);
    expect(patch).toMatchObject({
      rows: Int32Array.of(0, 2),
      from: Int32Array.of(-1, -1),
      to: Int32Array.of(0, 0),
    });
  });

  it('name every row they touch once, ascending', () => {
    fc.assert(
      fc.property(arbitrarySession(8), (session) => {
        for (const { diff } of run(session).steps) {
          const rows = Array.from(touchedRows(diff));
          expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
        }
      }),
    );
  });
});
