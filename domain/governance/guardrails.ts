/** Limits of a policy that may be crossed only by exception (ledger GOV-03); named in signed statements, so never renamed. */
import type { IsoDate } from '../brand.ts';

export const GUARDRAILS = [
  'quarterly-cap',
  'total-cap',
  'lock-window',
  'pay-freeze',
  'partner-credit',
] as const;
export type GuardrailId = (typeof GUARDRAILS)[number];

export interface Exception {
  readonly guardrail: GuardrailId;
  /** Last day it holds. */
  readonly until: IsoDate;
}
