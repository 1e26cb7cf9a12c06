/** What the page uses of the optimizer beside ../contract.ts: the client of a worker, and the way from a plan and back. */
export { createWebSolver } from '../client.ts';
export { illegalAnswer } from '../illegal-answer.ts';
export { measurePlan as measureAssignment } from '../measure-plan.ts';
export { stressReport } from '../stress.ts';
export { runRecordOf } from '../run-record.ts';
export { DEFAULT_CHOICES, commandFromAnswer, problemFromPlan } from '../problem-from-plan.ts';
export type { BalanceName, DesignChoices, PlanProblem } from '../problem-from-plan.ts';
