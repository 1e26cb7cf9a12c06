/** What the plan would come to if a proposal were committed: every measure before and after. */
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { Accumulators } from '../../domain/measures/accumulators.ts';
import { updateAccumulators } from '../../domain/measures/accumulators.ts';
import type { OptionFigures } from '../../domain/advice/recommend.ts';
import type { Measured } from '../../domain/measures/measure-plan.ts';
import { measurePlan } from '../../domain/measures/measure-plan.ts';
import { shortLabel } from '../../domain/measures/wording.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { UNASSIGNED } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import { actor, now } from '../session/session.ts';
import type { Proposal } from './build-run.ts';

export interface MeasuredChange {
  readonly measured: Measured;
  readonly was: Measured;
}

interface Opened {
  readonly plan: Plan;
  readonly accumulators: Accumulators;
}

const known = new WeakMap<
  Proposal,
  { readonly of: Opened; readonly found: Result<readonly MeasuredChange[]> }
>();

/** Refused where the proposal no longer fits the plan. Kept until the plan changes: three proposals are looked at in turn. */
export function outcomeOf(open: Opened, proposal: Proposal): Result<readonly MeasuredChange[]> {
  const before = known.get(proposal);
  if (before?.of === open) return before.found;
  const found = compute(open, proposal);
  known.set(proposal, { of: open, found });
  return found;
}

function compute({ plan, accumulators }: Opened, proposal: Proposal): Result<readonly MeasuredChange[]> {
  const context = { actor: actor(), at: now() };
  const closing = proposal.after?.asked.before ?? null;
  const first = closing === null ? null : applyCommand(plan, closing, context);
  if (first !== null && !first.ok) return first;
  const from = first?.value.plan ?? plan;
  const applied = applyCommand(from, proposal.command, context);
  if (!applied.ok) return applied;
  const diff = [...(first?.value.diff ?? []), ...applied.value.diff];
  const then = updateAccumulators(accumulators, plan, applied.value.plan, diff);
  const was = measurePlan({ plan, accumulators });
  return ok(
    measurePlan({ plan: applied.value.plan, accumulators: then }).map((measured, i) => {
      return { measured, was: was[i] ?? measured };
    }),
  );
}

/** The proposal as the recommendation weighs it; null where it no longer fits. */
export function optionOf(open: Opened, proposal: Proposal, label: string): OptionFigures | null {
  const outcome = outcomeOf(open, proposal);
  if (!outcome.ok || proposal.figures === null) return null;
  const named = (status: string): string[] =>
    outcome.value
      .filter(({ measured }) => measured.result.status === status)
      .map(({ measured }) => shortLabel(measured.measure.label));
  const held = open.plan.assignment.reduce((sum, at) => sum + (at === UNASSIGNED ? 0 : 1), 0);
  return {
    label,
    met: named('pass'),
    missed: [...named('fail'), ...named('warn')],
    moves: proposal.moves.rows.length,
    movedShare: held > 0 ? proposal.moves.rows.length / held : 0,
    travel: proposal.figures.travel,
  };
}
