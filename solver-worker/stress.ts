import type { SolverProblem, SolverSettings, Spread, StressReport, StressSettings } from './contract.ts';
import { difference } from './alternatives.ts';
import { exp } from './engine/exact-math.ts';
import { createPrng } from './engine/prng.ts';
import type { Prng } from './engine/prng.ts';
import { untilSeconds } from './engine/share-time.ts';
import { solveSteps } from './engine/solve.ts';
import type { Steps } from './engine/steps.ts';
import { coefficientOfVariation, giniOf, measurePlan } from './measure-plan.ts';

/** Re-solving every draw would take minutes; so many draws, and accounts in all, are re-solved for stability. */
const RESOLVED_DRAWS = 30;
const RESOLVED_ACCOUNTS = 400_000;

/**
 * Does the plan hold when the world differs from the forecast (ledger STR-01, STR-03, STR-05)? Each draw perturbs
 * demand, capacity and weights, may lose a rep, and measures the plan as it stands; part of the draws is re-solved
 * from the plan to see how much of it would change.
 */
export function* stressSteps(
  problem: SolverProblem,
  settings: SolverSettings,
  assignment: Int32Array,
  stress: StressSettings,
): Steps<StressReport> {
  const random = createPrng(stress.seed);
  const values = new Map<string, number[]>();
  const failures = new Map<string, number>();
  const stability: number[] = [];
  const resolved = Math.min(
    stress.draws,
    RESOLVED_DRAWS,
    Math.max(3, Math.floor(RESOLVED_ACCOUNTS / Math.max(1, problem.n))),
  );
  let passed = 0;
  let draws = 0;
  for (; draws < stress.draws; draws++) {
    const draw = perturbed(problem, assignment, stress, random);
    const measures = drawMeasures(draw.problem, draw.assignment);
    let passes = true;
    for (const [name, value] of measures) {
      push(values, name, value);
      const target = stress.targets[name];
      if (target === undefined || value <= target) continue;
      passes = false;
      failures.set(name, (failures.get(name) ?? 0) + 1);
    }
    if (passes) passed++;
    if (draws < resolved) {
      const weights = perturbedWeights(settings, stress, random);
      const again = { ...settings, weights, start: draw.assignment, iterations: 6 };
      const answer = yield* untilSeconds(solveSteps(draw.problem, again), Infinity);
      stability.push(1 - difference(answer.assignment, assignment));
      if (answer.run.stoppedBy === 'cancelled' || answer.run.stoppedBy === 'wall-clock') break;
    } else {
      const slice = yield progress(draws);
      if (slice.stop !== null) break;
    }
  }
  const counted = Math.max(1, Math.min(stress.draws, draws));
  const tornado = weightTornado(problem, assignment, stress);
  const ranked = [...failures].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return {
    draws: counted,
    measures: [...values].map(([name, list]) => spreadOf(name, list)),
    passShare: passed / counted,
    mostFrequentFailure: ranked[0]?.[0] ?? null,
    failures: ranked.map(([name, count]) => ({ name, share: count / counted })),
    tornado,
    stability: spreadOf('stability', stability),
  };
}

const progress = (iteration: number) =>
  ({ phase: 'improve', objective: null, bound: null, bandsViolated: null, iteration }) as const;

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
function handedOver(problem: SolverProblem, assignment: Int32Array, lost: number): Int32Array {
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

function withoutOne(shares: Float64Array, lost: number): Float64Array {
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
    measures.set(`cv:${name}`, coefficientOfVariation(load));
    measures.set(`gini:${name}`, giniOf(load));
  }
  for (const capacity of problem.capacities)
    measures.set(`overload:${capacity.name}`, overload(capacity, assignment));
  return measures;
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

/** One driver at a time, low and high, and what the worst imbalance becomes (ledger STR-02). */
function weightTornado(problem: SolverProblem, assignment: Int32Array, stress: StressSettings) {
  return problem.measures
    .map((measure) => {
      const skew = (sign: number): number => {
        const mean = measure.values.reduce((a, b) => a + b, 0) / Math.max(1, problem.n);
        const values = measure.values.map((v) => (v > mean ? v * (1 + sign * stress.weights) : v));
        return measurePlan({ ...problem, measures: [{ ...measure, values }] }, assignment).imbalance;
      };
      return { name: measure.name, low: skew(-1), high: skew(1) };
    })
    .sort((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low) || (a.name < b.name ? -1 : 1));
}

function push(values: Map<string, number[]>, name: string, value: number): void {
  const list = values.get(name);
  if (list === undefined) values.set(name, [value]);
  else list.push(value);
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
