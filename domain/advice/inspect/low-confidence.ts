import { accountsPhrase } from '../../commands/wording.ts';
import { doubtfulRows } from '../doubtful.ts';
import type { Inspector } from '../problem.ts';

/** Accounts that decide much and rest on weak data: a person looks before a result is believed (EXP-06). */
export const inspectLowConfidence: Inspector = ({ plan }) => {
  const rows = doubtfulRows(plan);
  if (rows.length === 0) return [];
  const one = rows.length === 1;
  return [
    {
      id: 'LOW_CONFIDENCE',
      code: 'LOW_CONFIDENCE',
      severity: 'warning',
      rows,
      territory: null,
      message: `${accountsPhrase(rows.length)} of the highest tiers ${one ? 'rests' : 'rest'} on weak data: placed by city or state alone, or without figures most others have. Check ${one ? 'it' : 'them'} before a result that names ${one ? 'it' : 'them'} is used.`,
      fix: null,
    },
  ];
};
