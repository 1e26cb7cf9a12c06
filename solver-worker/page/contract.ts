/** What the page uses of the optimizer beside ../contract.ts: the client of a worker, and the way from a plan and back. */
export { createWebSolver } from '../client.ts';
export { stressReport } from '../stress.ts';
export { commandFromPairing, pairPlan } from '../pair-plan.ts';
export type { PlanPairing } from '../pair-plan.ts';
export { addPlaces, newPlaces, placingChoices, withFreeTerritories } from '../more-territories.ts';
export type { NewPlace } from '../more-territories.ts';
export { sizePlan } from '../size-plan.ts';
export type { PlanSizing } from '../size-plan.ts';
export { COVERAGE_MODELS } from '../coverage-models.ts';
export type { CoverageModel } from '../coverage-models.ts';
export { eventImpact } from '../events.ts';
export type { EventFigures, EventImpact, StressEvent } from '../events.ts';
export { commandAfter, reassignmentAfter } from '../reassignment.ts';
export type { Reassignment } from '../reassignment.ts';
export { notExact } from '../exact-program.ts';
export type { NotExact } from '../exact-program.ts';
export type { Polished } from '../polish.ts';
export type { PolishWorker } from '../polish-worker.ts';
export { heldMeasures } from '../engine/approach.ts';
export { measurePlan as measureAssignment } from '../measure-plan.ts';
export { runRecordOf } from '../run-record.ts';
export { BASES } from '../basis.ts';
export type { Basis } from '../basis.ts';
export { CONNECTED_BY } from '../contiguity-graph.ts';
export type { ConnectedBy } from '../contiguity-graph.ts';
export {
  BALANCE_NAMES,
  choicesFromPolicy,
  commandFromAnswer,
  problemFromPlan,
  weighsScore,
  wishesOf,
} from '../problem-from-plan.ts';
export type { DesignAnswer, DesignMode, PlanMoves, PlanSolver, TradeOff } from '../plan-design.ts';
export type { EarlierBuild } from '../warm-start.ts';
export type { BalanceName, DesignChoices, PlanProblem } from '../problem-from-plan.ts';
