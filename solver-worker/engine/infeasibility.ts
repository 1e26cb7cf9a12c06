import { counted } from '../../domain/measures/wording.ts';
import type { BandResult, Conflict, InfeasibilityReport } from '../contract.ts';
import { FREE } from '../contract.ts';
import { bandLimits } from './bands.ts';
import { amount } from './binding.ts';
import type { Model } from './model.ts';
import { sum } from './model.ts';

/** Which wishes cannot be met, by how much, and the nearest tolerance that can; null when all are met. */
export function infeasibilityReport(
  model: Model,
  assignment: Int32Array,
  bands: readonly BandResult[],
  changed: Float64Array,
): InfeasibilityReport | null {
  const conflicts = [
    ...lockConflicts(model),
    ...eligibilityConflicts(model, assignment),
    ...capacityConflicts(model, assignment),
    ...bandConflicts(model, bands),
    ...churnConflicts(model, changed),
  ];
  if (conflicts.length === 0) return null;
  const nearest = model.problem.measures.map((measure) => {
    const own = bands.filter((band) => band.measure === measure.name);
    const achieved = own.reduce(
      (worst, band) => Math.max(worst, band.target > 0 ? Math.abs(band.load - band.target) / band.target : 0),
      0,
    );
    return {
      measure: measure.name,
      asked: measure.tolerance,
      floor: bandLimits(model.problem, measure).floor,
      achieved,
    };
  });
  return { conflicts, nearest };
}

const nameOf = (model: Model, t: number): string => model.problem.territoryNames[t] ?? `Territory ${t + 1}`;

function lockConflicts(model: Model): Conflict[] {
  const { problem } = model;
  const rows: number[] = [];
  for (let i = 0; i < model.n; i++) {
    const home = problem.baseline[i] as number;
    if (problem.frozen[i] === 1 && home >= 0 && problem.lock[i] !== FREE && problem.lock[i] !== home)
      rows.push(i);
  }
  if (rows.length === 0) return [];
  return [
    {
      code: 'LOCK_CONFLICT',
      kind: 'lock',
      name: '',
      territory: -1,
      accounts: Int32Array.from(rows.slice(0, 20)),
      excess: rows.length,
      text: `${rows.length} strategic accounts are frozen where they were but locked elsewhere. The lock was kept.`,
    },
  ];
}

function eligibilityConflicts(model: Model, assignment: Int32Array): Conflict[] {
  const rule = model.problem.eligibility;
  if (rule === null) return [];
  const rows: number[] = [];
  for (let i = 0; i < model.n; i++) {
    if (assignment[i] === -1 && model.forced[i] === FREE && rule.offsets[i] === rule.offsets[i + 1])
      rows.push(i);
  }
  if (rows.length === 0) return [];
  return [
    {
      code: 'NO_ELIGIBLE_TERRITORY',
      kind: 'eligibility',
      name: '',
      territory: -1,
      accounts: Int32Array.from(rows.slice(0, 20)),
      excess: rows.length,
      text: `${rows.length} accounts fit no territory's rules. Widen a rule or add a territory for them.`,
    },
  ];
}

function capacityConflicts(model: Model, assignment: Int32Array): Conflict[] {
  const conflicts: Conflict[] = [];
  const left = assignment.filter((t, i) => t === -1 && model.forced[i] === FREE).length;
  for (const term of model.loads) {
    if (term.kind !== 'capacity') continue;
    const loads = new Float64Array(model.r);
    const locked = new Float64Array(model.r);
    for (let i = 0; i < model.n; i++) {
      const t = assignment[i] as number;
      if (t < 0) continue;
      loads[t] = (loads[t] as number) + (term.use[i] as number);
      if (model.forced[i] === t) locked[t] = (locked[t] as number) + (term.use[i] as number);
    }
    locked.forEach((load, t) => {
      const limit = model.problem.capacities[term.source]?.limit[t] as number;
      const excess = load * term.scale - limit;
      if (excess <= 1e-9 * term.scale) return;
      conflicts.push({
        code: 'LOCKED_OVER_CAPACITY',
        kind: 'capacity',
        name: term.name,
        territory: t,
        accounts: largest(model, term.use, (i) => model.forced[i] === t),
        excess,
        text: `Locked accounts alone exceed the capacity of ${nameOf(model, t)} by ${amount(excess)} (${term.name}).`,
      });
    });
    const short = (sum(term.use) - sum(term.high)) * term.scale;
    if (model.assignAll && left > 0 && short > 0) {
      conflicts.push({
        code: 'TOTAL_CAPACITY',
        kind: 'capacity',
        name: term.name,
        territory: -1,
        accounts: largest(model, term.use, (i) => assignment[i] === -1),
        excess: short,
        text: `All territories together lack ${amount(short)} of capacity (${term.name}); ${left} accounts stay out.`,
      });
    }
  }
  return conflicts;
}

function bandConflicts(model: Model, bands: readonly BandResult[]): Conflict[] {
  if (model.terms.bands !== 'hard') return [];
  const conflicts: Conflict[] = [];
  for (const term of model.loads) {
    if (term.kind !== 'band') continue;
    const measure = model.problem.measures[term.source];
    if (measure === undefined) continue;
    const broken = bands.filter((band) => band.measure === measure.name && !band.met);
    if (broken.length === 0) continue;
    const { mega } = bandLimits(model.problem, measure);
    const worst = broken.reduce((a, b) => (distance(b) > distance(a) ? b : a));
    const own = largest(model, term.use, (i) => mega.includes(i));
    const locked = broken.some((band) => !band.feasible) && mega.length === 0;
    conflicts.push({
      code: mega.length > 0 ? 'MEGA_ACCOUNT' : locked ? 'LOCKED_OVER_BAND' : 'BAND_UNREACHED',
      kind: worst.load > worst.high ? 'band-high' : 'band-low',
      name: measure.name,
      territory: worst.territory,
      accounts:
        mega.length > 0
          ? own
          : largest(model, term.use, (i) => locked && model.forced[i] === worst.territory),
      excess: distance(worst),
      text: bandText(model, measure.name, mega.length, locked, broken.length, worst),
    });
  }
  return conflicts;
}

function bandText(
  model: Model,
  measure: string,
  mega: number,
  locked: boolean,
  broken: number,
  worst: BandResult,
): string {
  const off = worst.target > 0 ? (100 * (worst.load - worst.target)) / worst.target : 0;
  const where = `${nameOf(model, worst.territory)} is ${amount(Math.abs(off))}% ${off > 0 ? 'above' : 'below'} its ${measure} target`;
  if (mega > 0) {
    return `${counted(mega, 'account holds', 'accounts hold')} more ${measure} than a whole territory's band: ${where}. Split them, name them out of the balance, or widen the tolerance.`;
  }
  if (locked) return `Locks alone break the ${measure} band: ${where}. Unlock some or widen the tolerance.`;
  return `${counted(broken, `${measure} band was`, `${measure} bands were`)} not reached: ${where}. Widen the tolerance, or ease locks, rules and caps.`;
}

const distance = (band: BandResult): number => Math.max(band.load - band.high, band.low - band.load);

function churnConflicts(model: Model, changed: Float64Array): Conflict[] {
  return model.caps.flatMap((cap, g): Conflict[] => {
    const { churn } = model.problem;
    const asked = (cap.kind === 'churn-accounts' ? churn?.maxAccounts : churn?.maxRevenue) ?? Infinity;
    const over = (changed[g] as number) * cap.scale - asked;
    if (over <= 1e-9 * cap.scale) return [];
    return [
      {
        code: 'CHURN_CAP',
        kind: cap.kind,
        name: '',
        territory: -1,
        accounts: new Int32Array(0),
        excess: over,
        text: `Locks, rules and capacities force ${amount(over)} more change than the cap allows.`,
      },
    ];
  });
}

/** At most 20 accounts that satisfy the test, largest use first. */
function largest(model: Model, use: Float64Array, test: (i: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < model.n; i++) if (test(i)) rows.push(i);
  rows.sort((a, b) => (use[b] as number) - (use[a] as number) || a - b);
  return Int32Array.from(rows.slice(0, 20));
}
