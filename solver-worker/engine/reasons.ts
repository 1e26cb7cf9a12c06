import { reasonIndex } from '../../domain/plan/reason-codes.ts';
import { FREE, LOCKED_OUT } from '../contract.ts';
import type { Prices } from './candidates.ts';
import type { Model } from './model.ts';
import { isAllowed } from './model.ts';
import type { Run, Steps } from './steps.ts';
import { ITEMS_A_SLICE } from './steps.ts';

/** What reasons are judged by: the answer, the nearest legal territory of each account and the final loads. */
export interface ReasonContext {
  readonly model: Model;
  readonly assignment: Int32Array;
  /** Territory of least cost of its own (travel, score, continuity) for each account, -1 for none. */
  readonly nearest: Int32Array;
  readonly prices: Prices;
  /** Normalised, at m * r + t. */
  readonly loads: Float64Array;
}

/** One reason code an account (ledger EXP-01): the constraint that decided, else the term that did. */
export function* reasonCodes(context: ReasonContext, run: Run): Steps<Uint8Array> {
  const { assignment } = context;
  const full = fullTerritories(context);
  const codes = new Uint8Array(assignment.length);
  for (let i = 0; i < codes.length; i++) {
    if (i % ITEMS_A_SLICE === ITEMS_A_SLICE - 1) yield* run.pause();
    const t = assignment[i] as number;
    codes[i] = t < 0 ? unassignedReason(context, i) : assignedReason(context, full, i, t);
  }
  return codes;
}

const CODE = {
  lockNamed: reasonIndex('LOCK_NAMED'),
  rule: reasonIndex('RULE'),
  mustCover: reasonIndex('SLA_MUST_COVER'),
  capacityFull: reasonIndex('CAPACITY_FULL'),
  travelBest: reasonIndex('TRAVEL_BEST'),
  scoreBest: reasonIndex('SCORE_BEST'),
  continuity: reasonIndex('CONTINUITY'),
  balance: reasonIndex('BALANCE_MOVE'),
  noCapacity: reasonIndex('UNASSIGNED_CAPACITY'),
  lowValue: reasonIndex('UNASSIGNED_LOW_VALUE'),
  ineligible: reasonIndex('UNASSIGNED_INELIGIBLE'),
} as const;

function assignedReason(context: ReasonContext, full: Uint8Array, i: number, t: number): number {
  const { model, nearest } = context;
  const { problem } = model;
  if (problem.lock[i] === t) return (problem.lockReason[i] as number) || CODE.lockNamed;
  const home = problem.baseline[i] as number;
  if ((model.forced[i] as number) >= 0) return CODE.continuity;
  if (problem.eligibility !== null && choices(model, i) === 1) return CODE.rule;
  if (nearest[i] === t) {
    return home === t && keepsByContinuity(model, i) ? CODE.continuity : bestCode(model);
  }
  if (home === t) return CODE.continuity;
  if (full[nearest[i] as number] === 1) return CODE.capacityFull;
  return problem.mustCover[i] === 1 && context.prices.loads.length === 0 ? CODE.mustCover : CODE.balance;
}

/** The account has something to lose by leaving, and that counts. */
const keepsByContinuity = (model: Model, i: number): boolean =>
  model.terms.continuity > 0 && (model.problem.continuity[i] as number) > 0;

/** Where travel does not count, the first choice is the one of best score. */
const bestCode = (model: Model): number =>
  model.terms.travel === 0 && model.terms.compactness === 0 ? CODE.scoreBest : CODE.travelBest;

function unassignedReason(context: ReasonContext, i: number): number {
  const { model } = context;
  if (model.problem.lock[i] === LOCKED_OUT) return (model.problem.lockReason[i] as number) || CODE.lockNamed;
  if (model.forced[i] === FREE && choices(model, i) === 0) return CODE.ineligible;
  return model.assignAll || model.problem.mustCover[i] === 1 || !fitsAnywhere(context, i)
    ? CODE.noCapacity
    : CODE.lowValue;
}

function choices(model: Model, i: number): number {
  const rule = model.problem.eligibility;
  return rule === null ? model.r : (rule.offsets[i + 1] as number) - (rule.offsets[i] as number);
}

function fitsAnywhere(context: ReasonContext, i: number): boolean {
  const { model, loads } = context;
  for (let t = 0; t < model.r; t++) {
    const room = model.loads.every(
      (term, m) =>
        term.kind !== 'capacity' ||
        (loads[m * model.r + t] as number) + (term.use[i] as number) <= (term.high[t] as number) + 1e-9,
    );
    if (room && isAllowed(model, i, t)) return true;
  }
  return false;
}

/** 1 where a capacity has less room left than the mean account needs. */
function fullTerritories(context: ReasonContext): Uint8Array {
  const { model, loads } = context;
  const full = new Uint8Array(model.r);
  model.loads.forEach((term, m) => {
    if (term.kind !== 'capacity') return;
    const mean = model.r / Math.max(1, model.n);
    for (let t = 0; t < model.r; t++) {
      if ((loads[m * model.r + t] as number) + mean > (term.high[t] as number)) full[t] = 1;
    }
  });
  return full;
}
