import type { AssignmentSource, ReasonCode } from './reason-codes.ts';

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
  RESERVED_PARTNER: 'Reserved for a partner',
};

/** What a reason code says to a person (EXP-01); `{t}` is the territory's name. */
const SENTENCES: Readonly<Record<ReasonCode, string>> = {
  NONE: 'Nobody has given it a territory yet.',
  LOCK_NAMED: 'It is a named account, locked to {t}.',
  LOCK_GEO: 'A rule locks its area to {t}.',
  SLA_MUST_COVER: 'Its tier must be covered, and {t} reaches it in time.',
  CAPACITY_FULL: 'A nearer territory was full, and {t} had room.',
  TRAVEL_BEST: 'Of all territories, {t} has the least travel to it.',
  SCORE_BEST: 'The design gains the most score with it in {t}.',
  CONTINUITY: 'It was in {t} when the cycle began, and no move was worth breaking the relationship.',
  BALANCE_MOVE: 'It went to {t} to even out the load.',
  MANUAL_EDIT: 'Somebody put it in {t} by hand.',
  EXCEPTION: 'It was put in {t} as an exception from the rules.',
  UNASSIGNED_CAPACITY: 'No territory that may take it had capacity left.',
  UNASSIGNED_LOW_VALUE: 'Its value did not outweigh the travel to any territory.',
  IMPORTED: 'The imported alignment has it in {t}.',
  RULE: 'A rule puts it in {t}.',
  UNASSIGNED_INELIGIBLE: 'No territory may take it by its rules.',
  RESERVED_PARTNER: 'A channel partner covers it, so it takes no part in the design.',
};

export const reasonSentence = (code: ReasonCode, territoryName: string): string =>
  SENTENCES[code].replaceAll('{t}', territoryName);

const SOURCES: Readonly<Record<AssignmentSource, string>> = {
  none: '',
  import: 'from the imported file',
  manual: 'by hand',
  solver: 'by the design',
  rule: 'by a rule',
};

export const sourceWords = (source: AssignmentSource): string => SOURCES[source];
