import type {
  SolverAnswer,
  SolverProblem,
  SolverSettings,
  Spread,
  StressDraw,
  StressPart,
  StressReport,
  StressSettings,
} from './contract.ts';
import { difference } from './alternatives.ts';
import { exp } from './engine/exact-math.ts';
import { createPrng } from './engine/prng.ts';
import type { Prng } from './engine/prng.ts';
import { solveSteps } from './engine/solve.ts';
import type { Steps } from './engine/steps.ts';
import { coefficientOfVariation, giniOf, measurePlan } from './measure-plan.ts';

/** Rounds of each re-solving: it starts from the plan, so few are needed to settle. */
const ROUNDS = 6;

/**
 * Does the plan hold when the world differs from the forecast (ledger STR-01, STR-03, STR-05)? Each draw perturbs
 * demand, capacity and weights, may lose a rep, measures the plan as it stands, and is solved again from the plan to
 * see how much of it would change. A cancelled run answers with the draws it has finished.
 */
export function* stressSteps(
  problem: SolverProblem,
  settings: SolverSettings,
  assignment: Int32Array,
  stress: StressSettings,
): Steps<StressReport> {
  const part = { stress, first: 0, count: stress.draws };
  const draws = yield* stressDrawSteps(problem, settings, assignment, part);
  const tornado = yield* weightTornadoSteps(problem, settings, assignment, stress.weights);
  return stressReport(stress, draws, tornado);
}

/** Some of the draws of a run; `iteration` of the progress counts those that are finished. */
export function* stressDrawSteps(
  problem: SolverProblem,
  settings: SolverSettings,
  assignment: Int32Array,
  { stress, first, count }: StressPart,
): Steps<readonly StressDraw[]> {
  const draws: StressDraw[] = [];
  for (let k = first; k < first + count; k++) {
    const random = createPrng((Math.imul(stress.seed, 0x9e3779b1) ^ Math.imul(k + 1, 0x85ebca6b)) >>> 0);
    const draw = perturbed(problem, assignment, stress, random);
    const weights = perturbedWeights(settings, stress, random);
    const again = { ...settings, weights, start: draw.assignment, iterations: ROUNDS };
    const answer = yield* counted(solveSteps(draw.problem, again), draws.length);
    if (answer.run.stoppedBy === 'cancelled' || answer.run.stoppedBy === 'wall-clock') break;
    draws.push({
      measures: Object.fromEntries(drawMeasures(draw.problem, draw.assignment)),
      stable: 1 - difference(answer.assignment, assignment),
    });
  }
  return draws;
}

/** One weight of the objective at a time, lower and higher, and how many accounts would then sit elsewhere. */
export function* weightTornadoSteps(
  problem: SolverProblem,
  settings: SolverSettings,
  assignment: Int32Array,
  halfWidth: number,
): Steps<StressReport['tornado']> {
  const found: { name: string; low: number; high: number }[] = [];
  const { weights } = settings;
  const warm = { ...settings, start: assignment, iterations: ROUNDS };
  const usual = yield* counted(solveSteps(problem, warm), 0);
  for (const name of ['score', 'travel', 'variance', 'continuity', 'compactness'] as const) {
    if (weights[name] === 0 || usual.run.stoppedBy === 'cancelled') continue;
    const share: number[] = [];
    for (const factor of [1 - halfWidth, 1 + halfWidth]) {
      const own = { ...warm, weights: { ...weights, [name]: weights[name] * factor } };
      const answer = yield* counted(solveSteps(problem, own), found.length);
      if (answer.run.stoppedBy === 'cancelled') return found;
      share.push(difference(answer.assignment, usual.assignment));
    }
    found.push({ name, low: share[0] ?? 0, high: share[1] ?? 0 });
  }
  const width = (one: { low: number; high: number }): number => Math.max(one.low, one.high);
  return found.sort((a, b) => width(b) - width(a) || (a.name < b.name ? -1 : 1));
}

/** What draws say together, in whatever parts they were made. */
export function stressReport(
  stress: StressSettings,
  draws: readonly StressDraw[],
  tornado: StressReport['tornado'],
): StressReport {
  const missed = (draw: StressDraw): string[] =>
    Object.entries(stress.targets).flatMap(([name, target]) =>
      (draw.measures[name] ?? -Infinity) > target ? [name] : [],
    );
  const misses = draws.map(missed);
  const most = Math.max(1, draws.length);
  const failures = Object.keys(stress.targets)
    .map((name) => ({ name, share: misses.filter((own) => own.includes(name)).length / most }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
  return {
    draws: draws.length,
    measures: Object.keys(draws[0]?.measures ?? {}).map((name) =>
      spreadOf(
        name,
        draws.map((draw) => draw.measures[name] ?? NaN),
      ),
    ),
    passShare: misses.filter((own) => own.length === 0).length / most,
    mostFrequentFailure: failures[0]?.name ?? null,
    failures,
    tornado,
    stability: spreadOf(
      'stability',
      draws.map(({ stable }) => stable),
    ),
  };
}

/** Runs a solver whose progress is told as the number of runs before it. */
function* counted(steps: Steps<SolverAnswer>, done: number): Steps<SolverAnswer> {
  let next = steps.next();
  while (!next.done) {
    next = steps.next(
      yield { phase: 'improve', objective: null, bound: null, bandsViolated: null, iteration: done },
    );
  }
  return next.value;
}

function perturbed(
  problem: SolverProblem,
  assignment: Int32Array,
  stress: StressSettings,
  random: Prng,
): { problem: SolverProblem; assignment: Int32Array } {
  const factor = Float64Array.from({ length: problem.n }, () => exp(stress.demand * random.normal()));
  const scaled = (values: Float64Array): Float64Array => values.map((v, i) => v * (factor[i] as number));
  const lost = random.next() < stress.repLoss ? random.below(problem.r) : -1;
  const capacity = Float64Array.from(
    { length: problem.r },
    () => 1 + stress.capacity * (2 * random.next() - 1),
  );
  const drawn: SolverProblem = {
    ...problem,
    score: scaled(problem.score),
    measures: problem.measures.map((m) => ({
      ...m,
      values: scaled(m.values),
      targetShare: lost < 0 ? m.targetShare : withoutOne(m.targetShare, lost),
    })),
    capacities: problem.capacities.map((c) => ({
      ...c,
      use: c.unit === 'hours' ? scaled(c.use) : c.use,
      limit: c.limit.map((v, t) => (t === lost ? 0 : v * (capacity[t] as number))),
    })),
    lock: lost < 0 ? problem.lock : problem.lock.map((t) => (t === lost ? -1 : t)),
    frozen: lost < 0 ? problem.frozen : problem.frozen.map((f, i) => (problem.baseline[i] === lost ? 0 : f)),
  };
  if (lost < 0) return { problem: drawn, assignment };
  return { problem: drawn, assignment: handedOver(drawn, assignment, lost) };
}

/** The lost rep's accounts go to the nearest other territory, as they would on the first Monday. */
export function handedOver(problem: SolverProblem, assignment: Int32Array, lost: number): Int32Array {
  const next = assignment.slice();
  const { r } = problem;
  const load = new Float64Array(r);
  next.forEach((t) => {
    if (t >= 0) load[t] = (load[t] as number) + 1;
  });
  next.forEach((t, i) => {
    if (t !== lost) return;
    let best = -1;
    let least = Infinity;
    for (let s = 0; s < r; s++) {
      if (s === lost) continue;
      const dLat = (problem.lat[i] as number) - (problem.baseLat[s] as number);
      const dLon = (problem.lon[i] as number) - (problem.baseLon[s] as number);
      const far = problem.travelTable?.[i * r + s] ?? dLat * dLat + dLon * dLon;
      const rank = Number.isNaN(far) ? (load[s] as number) : far;
      if (rank < least) {
        least = rank;
        best = s;
      }
    }
    next[i] = best;
  });
  return next;
}

/** Target shares when one territory is no more. */
export function withoutOne(shares: Float64Array, lost: number): Float64Array {
  const rest = 1 - (shares[lost] as number);
  return shares.map((share, t) => (t === lost || rest <= 0 ? 0 : share / rest));
}

function perturbedWeights(settings: SolverSettings, stress: StressSettings, random: Prng) {
  const draw = (weight: number): number => weight * (1 + stress.weights * (2 * random.next() - 1));
  const { weights } = settings;
  return {
    score: draw(weights.score),
    travel: draw(weights.travel),
    variance: draw(weights.variance),
    continuity: draw(weights.continuity),
    compactness: draw(weights.compactness),
  };
}

function drawMeasures(problem: SolverProblem, assignment: Int32Array): Map<string, number> {
  const plan = measurePlan(problem, assignment);
  const measures = new Map<string, number>([
    ['imbalance', plan.imbalance],
    ['travel', plan.travel],
    ['unassigned', plan.unassigned / Math.max(1, problem.n)],
  ]);
  for (const [name, load] of plan.loads) {
    const held = atWork(problem, name, load);
    measures.set(`cv:${name}`, coefficientOfVariation(held));
    measures.set(`gini:${name}`, giniOf(held));
  }
  for (const capacity of problem.capacities)
    measures.set(`overload:${capacity.name}`, overload(capacity, assignment));
  return measures;
}

/** Loads without those of territories that should hold nothing and do not: where the rep left, nobody is treated unevenly. */
function atWork(problem: SolverProblem, name: string, load: Float64Array): Float64Array {
  const shares = problem.measures.find((measure) => measure.name === name)?.targetShare;
  return load.filter((value, t) => value > 0 || (shares?.[t] ?? 1) > 0);
}

/** Largest use over its limit, 0 when all fit. */
function overload(capacity: SolverProblem['capacities'][0], assignment: Int32Array): number {
  const load = new Float64Array(capacity.limit.length);
  assignment.forEach((t, i) => {
    if (t >= 0) load[t] = (load[t] as number) + (capacity.use[i] as number);
  });
  let worst = 0;
  load.forEach((value, t) => {
    const limit = capacity.limit[t] as number;
    if (limit > 0 && Number.isFinite(limit)) worst = Math.max(worst, value / limit - 1);
  });
  return worst;
}

/** Percentiles by linear interpolation between order statistics; NaN for an empty list. */
export function spreadOf(name: string, values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (p: number): number => {
    if (sorted.length === 0) return NaN;
    const place = p * (sorted.length - 1);
    const low = Math.floor(place);
    const a = sorted[low] as number;
    const b = sorted[Math.min(sorted.length - 1, low + 1)] as number;
    return a + (b - a) * (place - low);
  };
  return { name, p5: at(0.05), p50: at(0.5), p95: at(0.95) };
}
