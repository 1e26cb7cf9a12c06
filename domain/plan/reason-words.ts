import type { ReasonCode } from './reason-codes.ts';

/** Reason codes in a few words, for a label or a line of a report. */
export const REASON_WORDS: Readonly<Record<ReasonCode, string>> = {
  NONE: 'No reason on record',
  LOCK_NAMED: 'Locked by name',
  LOCK_GEO: 'Locked by area',
  SLA_MUST_COVER: 'Must be covered',
  CAPACITY_FULL: 'Nearer one is full',
  TRAVEL_BEST: 'Shortest travel',
  SCORE_BEST: 'Highest score',
  CONTINUITY: 'Keeps its rep',
  BALANCE_MOVE: 'Balances territories',
  MANUAL_EDIT: 'Moved by hand',
  EXCEPTION: 'Moved by exception',
  UNASSIGNED_CAPACITY: 'No room anywhere',
  UNASSIGNED_LOW_VALUE: 'Not worth the travel',
  IMPORTED: 'As imported',
  RULE: 'By a rule',
  UNASSIGNED_INELIGIBLE: 'Nobody may take it',
};
