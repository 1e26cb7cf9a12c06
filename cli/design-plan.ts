/** The optimizer's answer in a plan, and what is put on record of the run (ledger EXP-05). */
import type { ActorId, IsoTime } from '../domain/brand.ts';
import type { Json } from '../domain/bundle/canonical-json.ts';
import { applyCommand } from '../domain/commands/apply-command.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Territory } from '../domain/plan/territory.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Approach, SolverAnswer } from '../solver-worker/contract.ts';
import { createInlineSolver } from '../solver-worker/inline.ts';
import type { Basis } from '../solver-worker/basis.ts';
import type { ConnectedBy } from '../solver-worker/contiguity-graph.ts';
import { choicesFromPolicy, commandFromAnswer } from '../solver-worker/problem-from-plan.ts';
import type { DesignChoices, PlanProblem } from '../solver-worker/problem-from-plan.ts';
import { runRecordOf } from '../solver-worker/run-record.ts';
import type { Io } from './io.ts';

export interface DesignRequest {
  readonly approach: Approach;
  readonly seed: number;
  readonly freeCentres: boolean;
  /** The policy's where undefined. */
  readonly balance: DesignChoices['balance'] | undefined;
  readonly connectedBy: ConnectedBy | null;
  readonly basis: Basis;
  readonly actor: ActorId;
  readonly at: IsoTime;
}

export interface Designed {
  readonly plan: Plan;
  readonly label: string;
  readonly run: Json;
  /** null where the optimizer proved no bound. */
  readonly gap: number | null;
}

const NO_ANSWER = codedError('NO_ANSWER', 'The optimizer answered no plan. Please report it.');

/** No wall clock stops the run, so that the same seed gives the same plan on any machine. */
export async function designPlan(io: Io, plan: Plan, request: DesignRequest): Promise<Result<Designed>> {
  const { approach, seed, freeCentres, connectedBy, basis, actor, at } = request;
  const policy = choicesFromPolicy(plan.policy);
  const balance = request.balance ?? policy.balance;
  const choices = { ...policy, approach, seed, freeCentres, connectedBy, basis, balance };
  let phase = '';
  const designed = await createInlineSolver().design(plan, choices, 'one', (progress) => {
    if (progress.phase !== phase) io.err(`Optimizing: ${progress.phase}`);
    phase = progress.phase;
  });
  const { made, refused } = designed;
  const answer = designed.answers[0]?.answer;
  if (refused !== null || answer === undefined) return refuse(refused ?? NO_ANSWER);
  for (const conflict of answer.infeasibility?.conflicts ?? []) io.err(conflict.text);
  const command = commandFromAnswer(plan, made, answer);
  const applied = applyCommand(plan, command, { actor, at });
  if (!applied.ok) return applied;
  const placed = freeCentres ? withCentres(applied.value.plan, made, answer) : applied.value.plan;
  return ok({
    plan: placed,
    label: command.label,
    run: runRecordOf(answer, choices),
    gap: finite(answer.gap),
  });
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Ten metres: finer would pretend to know where a rep should live. */
const degrees = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Travel is measured from where the optimizer put each centre. */
function withCentres(plan: Plan, made: PlanProblem, answer: SolverAnswer): Plan {
  const territories: Territory[] = [...plan.territories];
  made.territories.forEach((index, t) => {
    const [lat, lon] = [answer.centreLat[t] ?? NaN, answer.centreLon[t] ?? NaN];
    const territory = territories[index];
    if (territory === undefined || !Number.isFinite(lat) || !Number.isFinite(lon)) return;
    const base = { lat: degrees(lat), lon: degrees(lon) };
    territories[index] = { ...territory, base, note: 'The base is the centre the optimizer chose.' };
  });
  return { ...plan, territories };
}
