/** The optimizer's answer in a plan, and what is put on record of the run (ledger EXP-05). */
import type { ActorId, IsoTime } from '../domain/brand.ts';
import type { Json } from '../domain/bundle/canonical-json.ts';
import { applyCommand } from '../domain/commands/apply-command.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Territory } from '../domain/plan/territory.ts';
import { ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Approach, SolverAnswer } from '../solver-worker/contract.ts';
import { illegalAnswer } from '../solver-worker/illegal-answer.ts';
import { createInlineSolver } from '../solver-worker/inline.ts';
import { commandFromAnswer, DEFAULT_CHOICES, problemFromPlan } from '../solver-worker/problem-from-plan.ts';
import type { PlanProblem } from '../solver-worker/problem-from-plan.ts';
import { runRecordOf } from '../solver-worker/run-record.ts';
import type { Io } from './io.ts';

export interface DesignRequest {
  readonly approach: Approach;
  readonly seed: number;
  readonly freeCentres: boolean;
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

/** No wall clock stops the run, so that the same seed gives the same plan on any machine. */
export async function designPlan(io: Io, plan: Plan, request: DesignRequest): Promise<Result<Designed>> {
  const { approach, seed, freeCentres, actor, at } = request;
  const made = problemFromPlan(plan, {
    ...DEFAULT_CHOICES,
    approach,
    seed,
    freeCentres,
    wallClockSeconds: null,
  });
  let phase = '';
  const answer = await createInlineSolver().solve(made.problem, made.settings, (progress) => {
    if (progress.phase !== phase) io.err(`Optimizing: ${progress.phase}`);
    phase = progress.phase;
  });
  const broken = illegalAnswer(made.problem, answer);
  if (broken !== null) return refuse(broken);
  const command = commandFromAnswer(plan, made, answer);
  const applied = applyCommand(plan, command, { actor, at });
  if (!applied.ok) return applied;
  const placed = freeCentres ? withCentres(applied.value.plan, made, answer) : applied.value.plan;
  return ok({ plan: placed, label: command.label, run: runRecordOf(answer), gap: finite(answer.gap) });
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
