/** What the page asks of the advisor's thread: an answer over 100,000 accounts must not freeze it. */
import type { PlanId } from '../../domain/brand.ts';
import type { Answer } from '../../domain/advisor/answer.ts';
import type { Ask } from '../../domain/advisor/ask.ts';
import type { Result } from '../../domain/result.ts';

export interface Answered {
  readonly answer: Answer;
  /** Number of the last edit it knows of. */
  readonly head: number;
}

export interface AdvisorApi {
  /** Whose database it is; questions before wait for it. */
  begin(database: string): void;
  /** From the plan as it is stored now. */
  ask(planId: PlanId, ask: Ask): Promise<Result<Answered>>;
}
