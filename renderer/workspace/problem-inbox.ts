/** Where a person is in the list of problems. Her place is kept by the problem's id, so that edits do not lose it. */
import { useDeferredValue, useMemo } from 'react';
import { create } from 'zustand';
import type { Problem } from '../../domain/advice/problem.ts';
import { problemsOf } from '../../domain/advice/problems.ts';
import type { Accumulators } from '../../domain/measures/accumulators.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { session, useSession } from '../session/session.ts';
import { showRows, theMap } from './map-view.ts';
import { showRight } from './panels.ts';
import { inspectTerritory, selectRows } from './selection.ts';

interface Inbox {
  readonly currentId: string | null;
  /** Index it had when it was looked at: where "next" goes on once it is solved. */
  readonly at: number;
}

export const useInbox = create<Inbox>(() => ({ currentId: null, at: 0 }));

let remembered: {
  readonly sums: Accumulators;
  readonly plan: Plan;
  readonly problems: readonly Problem[];
} | null = null;

/** Worked out once a plan, however many screens ask. */
function problemsFor(plan: Plan, sums: Accumulators): readonly Problem[] {
  if (remembered?.plan !== plan || remembered.sums !== sums)
    remembered = { plan, sums, problems: problemsOf(plan, sums) };
  return remembered.problems;
}

/** The problems of the plan as it was a moment ago: an edit is shown first, its problems right after. */
export function useProblems(): readonly Problem[] {
  const open = useDeferredValue(useSession((state) => state.open));
  return useMemo(() => (open === null ? [] : problemsFor(open.plan, open.accumulators)), [open]);
}

/** Where the current problem is in the list, or where the one solved last was. */
export function placeOf(problems: readonly Problem[], { currentId, at }: Inbox): number {
  const found = problems.findIndex((problem) => problem.id === currentId);
  return found >= 0 ? found : Math.min(at, Math.max(0, problems.length - 1));
}

/** Looks at a problem: selects what it is about and brings it into sight. */
export function lookAt(problem: Problem, at: number): void {
  useInbox.setState({ currentId: problem.id, at });
  if (problem.rows.length > 0) {
    selectRows(problem.rows);
    showRows(problem.rows);
  } else if (problem.territory !== null) {
    inspectTerritory(problem.territory);
    theMap()?.zoomToTerritory(problem.territory);
  }
  showRight('problems');
}

/** Steps through the list and round its end. */
export function stepProblem(step: 1 | -1): void {
  const open = session().state.getState().open;
  if (open === null) return;
  const problems = problemsFor(open.plan, open.accumulators);
  const inbox = useInbox.getState();
  const here = placeOf(problems, inbox);
  const solved = problems[here]?.id !== inbox.currentId;
  const next = solved ? here : (here + step + problems.length) % problems.length;
  const problem = problems[next];
  if (problem !== undefined) lookAt(problem, next);
  else showRight('problems');
}
