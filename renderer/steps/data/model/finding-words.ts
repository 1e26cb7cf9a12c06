import type { FindingView } from '../../../intake/findings-api.ts';

/** What the history shows for the fix of one finding: "Place at postal code 36420: Andalusia Health". */
export const fixLabelOf = ({ fixLabel, account }: FindingView): string =>
  account === '' ? (fixLabel ?? 'Fix') : `${fixLabel ?? 'Fix'}: ${account}`;
