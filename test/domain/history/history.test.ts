import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { History, HistoryEdit, HistoryEntry } from '../../../domain/history/history.ts';
import { NO_HISTORY, extendHistory, historyOf, redoOf, undoOf } from '../../../domain/history/history.ts';
import type { Diff } from '../../../domain/plan/diff.ts';
import { applyDiff } from '../../../domain/plan/diff.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { CONTEXT, arbitraryCommand, arbitraryPlan, spelledOut } from '../support.ts';

interface Entry extends HistoryEntry {
  readonly diff: Diff;
}

const entry = (seq: number, edit: HistoryEdit = { kind: 'command' }): Entry => ({
  seq,
  label: `Edit ${seq}`,
  edit,
  diff: [],
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

/** The product's side: a plan, its journal and the history worked out from it. */
class Desk {
  readonly journal: Entry[] = [];
  history: History<Entry> = NO_HISTORY;
  now: Plan;

  constructor(plan: Plan) {
    this.now = plan;
  }

  commit(step: Omit<Entry, 'seq'>): void {
    const made = { ...step, seq: this.journal.length };
    this.journal.push(made);
    this.now = applyDiff(this.now, made.diff);
    this.history = extendHistory(this.history, made);
  }

  /** Steps back or forth; false when there is nowhere to go. */
  step(kind: 'undo' | 'redo'): boolean {
    const target = this.history[kind].at(-1);
    if (target === undefined) return false;
    this.commit(kind === 'undo' ? undoOf(target, target.diff) : redoOf(target, target.diff));
    return true;
  }
}

function stepSnapshots(naive: Snapshots, kind: 'undo' | 'redo'): boolean {
  const snapshot = (kind === 'undo' ? naive.past : naive.future).pop();
  if (snapshot === undefined) return false;
  (kind === 'undo' ? naive.future : naive.past).push(naive.now);
  naive.now = snapshot;
  return true;
}

describe('[LIF-01] undo and redo over a journal', () => {
  it('are those of whole snapshots, across restarts and without limit', () => {
    fc.assert(
      fc.property(session, ({ plan, steps }) => {
        const naive: Snapshots = { past: [], now: plan, future: [] };
        const desk = new Desk(plan);
        for (const step of steps) {
          if (step.kind === 'edit') {
            const result = applyCommand(desk.now, step.command, CONTEXT);
            if (!result.ok) continue;
            const { label, diff, plan: next } = result.value;
            naive.past.push(naive.now);
            naive.now = next;
            naive.future = [];
            desk.commit({ label, diff, edit: { kind: 'command' } });
          } else if (step.kind === 'restart') {
            expect(historyOf(desk.journal)).toEqual(desk.history);
          } else {
            expect(desk.step(step.kind)).toBe(stepSnapshots(naive, step.kind));
          }
          expect(spelledOut(desk.now)).toEqual(spelledOut(naive.now));
        }
        expect(desk.history.undo).toHaveLength(naive.past.length);
        expect(desk.history.redo).toHaveLength(naive.future.length);
      }),
    );
  });

  it('say what they take back or make again', () => {
    expect(undoOf(entry(9), [])).toEqual({ label: 'Undo: Edit 9', diff: [], edit: { kind: 'undo', of: 9 } });
    expect(redoOf(entry(9), [])).toEqual({ label: 'Redo: Edit 9', diff: [], edit: { kind: 'redo', of: 9 } });
  });

  it('keep a hundred thousand edits, all undone and redone', () => {
    const n = 100_000;
    const edits = Array.from({ length: n }, (_, seq) => entry(seq));
    const undos = Array.from({ length: n }, (_, i) => entry(n + i, { kind: 'undo', of: n - 1 - i }));
    const redos = Array.from({ length: n }, (_, i) => entry(2 * n + i, { kind: 'redo', of: i }));
    expect(historyOf([...edits, ...undos]).undo).toEqual([]);
    expect(historyOf([...edits, ...undos, ...redos])).toEqual({ undo: edits, redo: [] });
  });

  it('forget what could be redone once something new is done', () => {
    const history = historyOf([entry(1), entry(2), entry(3, { kind: 'undo', of: 2 }), entry(4)]);
    expect(history.undo.map((e) => e.seq)).toEqual([1, 4]);
    expect(history.redo).toEqual([]);
  });

  it('pass over an undo whose edit was lost from the disk', () => {
    const history = historyOf([entry(1), entry(3, { kind: 'undo', of: 2 })]);
    expect(history).toEqual({ undo: [entry(1)], redo: [] });
  });
});
