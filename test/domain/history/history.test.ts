import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { JournalEntry, PendingEntry } from '../../../domain/history/history.ts';
import {
  EMPTY_HISTORY,
  historyOf,
  nextRedo,
  nextUndo,
  pending,
  recordEntry,
} from '../../../domain/history/history.ts';
import { applyDiff } from '../../../domain/plan/diff.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { CONTEXT, arbitraryCommand, arbitraryPlan, planOf, spelledOut } from '../support.ts';

const entry = (seq: number, extra: Partial<JournalEntry> = {}): JournalEntry => ({
  seq,
  label: `Edit ${seq}`,
  diff: [],
  ...extra,
});

type Step =
  | { readonly kind: 'edit'; readonly command: Parameters<typeof applyCommand>[1] }
  | { readonly kind: 'undo' | 'redo' | 'restart' };

const session = arbitraryPlan(12).chain((plan) =>
  fc.record({
    plan: fc.constant(plan),
    steps: fc.array(
      fc.oneof(
        { weight: 4, arbitrary: arbitraryCommand(plan).map((command): Step => ({ kind: 'edit', command })) },
        {
          weight: 3,
          arbitrary: fc.constantFrom('undo', 'redo', 'restart' as const).map((kind): Step => ({ kind })),
        },
      ),
      { maxLength: 40 },
    ),
  }),
);

/** The naive model: whole plans on two piles. */
interface Snapshots {
  readonly past: Plan[];
  now: Plan;
  future: Plan[];
}

describe('[LIF-01] undo and redo over a journal', () => {
  it('are those of whole snapshots, across restarts and without limit', () => {
    fc.assert(
      fc.property(session, ({ plan, steps }) => {
        const naive: Snapshots = { past: [], now: plan, future: [] };
        const journal: JournalEntry[] = [];
        let now = plan;
        let history = EMPTY_HISTORY;
        const commit = (next: PendingEntry): void => {
          const made = { ...next, seq: journal.length };
          journal.push(made);
          now = applyDiff(now, made.diff);
          const recorded = recordEntry(history, made);
          expect(recorded.ok).toBe(true);
          if (recorded.ok) history = recorded.value;
        };
        for (const step of steps) {
          if (step.kind === 'edit') {
            const result = applyCommand(now, step.command, CONTEXT);
            if (!result.ok) continue;
            naive.past.push(naive.now);
            naive.now = result.value.plan;
            naive.future = [];
            commit({ label: result.value.label, diff: result.value.diff });
          } else if (step.kind === 'restart') {
            const again = historyOf(journal);
            expect(again).toEqual({ ok: true, value: history });
          } else {
            const next = step.kind === 'undo' ? nextUndo(history) : nextRedo(history);
            const from = step.kind === 'undo' ? naive.past : naive.future;
            const snapshot = from.pop();
            expect(next === null).toBe(snapshot === undefined);
            if (next === null || snapshot === undefined) continue;
            (step.kind === 'undo' ? naive.future : naive.past).push(naive.now);
            naive.now = snapshot;
            commit(next);
          }
          expect(spelledOut(now)).toEqual(spelledOut(naive.now));
        }
        expect(pending(history, 'undo')).toHaveLength(naive.past.length);
        expect(pending(history, 'redo')).toHaveLength(naive.future.length);
      }),
    );
  });

  it('offer nothing before the first edit', () => {
    expect(nextUndo(EMPTY_HISTORY)).toBeNull();
    expect(nextRedo(EMPTY_HISTORY)).toBeNull();
  });

  it('name what they undo and list what can be undone, latest first', () => {
    const history = historyOf([entry(3), entry(5), entry(9)]);
    if (!history.ok) throw new Error('a plain journal must be accepted');
    expect(nextUndo(history.value)).toMatchObject({ label: 'Undo: Edit 9', undoes: 9 });
    expect(pending(history.value, 'undo', 2).map((e) => e.seq)).toEqual([9, 5]);
  });

  it('go through a hundred thousand edits and back', () => {
    const plan = planOf({ accounts: accountTableFrom(1, {}, {}) });
    const edits = Array.from({ length: 100_000 }, (_, seq) => entry(seq));
    let history = historyOf(edits);
    let undone = 0;
    while (history.ok) {
      const next = nextUndo(history.value);
      if (next === null) break;
      expect(applyDiff(plan, next.diff)).toBe(plan);
      history = recordEntry(history.value, { ...next, seq: history.value.seq + 1 });
      undone++;
    }
    expect(undone).toBe(100_000);
  });

  it('refuse a journal out of order, and an undo of anything but the last edit', () => {
    const codes = (journal: readonly JournalEntry[]) => {
      const result = historyOf(journal);
      return result.ok ? [] : result.errors.map((e) => e.code);
    };
    expect(codes([entry(2), entry(2)])).toEqual(['JOURNAL_ORDER']);
    expect(codes([entry(1), entry(2), entry(3, { undoes: 1 })])).toEqual(['JOURNAL_STACK']);
    expect(codes([entry(1), entry(2, { redoes: 1 })])).toEqual(['JOURNAL_STACK']);
    expect(codes([entry(1), entry(2, { undoes: 1 }), entry(3), entry(4, { redoes: 1 })])).toEqual([
      'JOURNAL_STACK',
    ]);
  });
});
