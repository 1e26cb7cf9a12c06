/**
 * Why an account is where it is (ledger EXP-01 and section 3, "Explanation and tests"). The position in the list is
 * what `Plan.reason` stores, so new codes go to the end.
 */
export const REASON_CODES = [
  'NONE',
  'LOCK_NAMED',
  'LOCK_GEO',
  'SLA_MUST_COVER',
  'CAPACITY_FULL',
  'TRAVEL_BEST',
  'SCORE_BEST',
  'CONTINUITY',
  'BALANCE_MOVE',
  'MANUAL_EDIT',
  'EXCEPTION',
  'UNASSIGNED_CAPACITY',
  'UNASSIGNED_LOW_VALUE',
  'IMPORTED',
  'RULE',
  'UNASSIGNED_INELIGIBLE',
  'RESERVED_PARTNER',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export const ASSIGNMENT_SOURCES = ['none', 'import', 'manual', 'solver', 'rule'] as const;
export type AssignmentSource = (typeof ASSIGNMENT_SOURCES)[number];

export const reasonIndex = (code: ReasonCode): number => REASON_CODES.indexOf(code);
export const reasonCode = (index: number): ReasonCode => REASON_CODES[index] ?? 'NONE';
export const sourceIndex = (source: AssignmentSource): number => ASSIGNMENT_SOURCES.indexOf(source);
export const assignmentSource = (index: number): AssignmentSource => ASSIGNMENT_SOURCES[index] ?? 'none';
