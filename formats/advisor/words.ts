/** What every written form of an answer says alike. */
import type { Answer, ConfidenceLevel, Source } from '../../domain/advisor/answer.ts';

export const CONFIDENCE_WORDS: Readonly<Record<ConfidenceLevel, string>> = {
  high: 'High confidence',
  medium: 'Medium confidence',
  low: 'Low confidence',
};

/** "MET-03 Equity (Gini of score): 0.0224". */
export const sourceText = (source: Source): string =>
  `${source.kind === 'measure' ? `${source.id} ` : source.kind === 'policy' ? 'Policy: ' : 'Data: '}${source.label}: ${source.value}`;

export const doubtText = ({ confidence }: Answer): string | null => {
  const { length } = confidence.doubtful;
  if (length === 0) return null;
  return length === 1
    ? 'One account named here rests on weak data and waits for a person in the problem inbox.'
    : `${length} accounts named here rest on weak data and wait for a person in the problem inbox.`;
};

export const HOW_IT_IS_MADE =
  'Made on this computer by the rule stated with it, from the plan alone; no language model and no network. A draft to decide with, not a decision.';
