/** Account status from what the CRM knows (SCO-07). */
export const ACCOUNT_STATUSES = ['active customer', 'active prospect', 'cold prospect', 'unknown'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];
export const UNKNOWN_STATUS = 3;

export interface StatusSigns {
  readonly stated: string | null;
  readonly opportunityStage: string | null;
  /** 1, 0 or NaN. */
  readonly customer: number;
  /** Minor units; NaN where unknown. */
  readonly currentArr: number;
}

/**
 * Index into ACCOUNT_STATUSES. What is being paid outweighs what is written; a stated status outweighs the stage of
 * an opportunity; nothing known is `unknown`, never `cold`.
 */
export function accountStatus(signs: StatusSigns): number {
  if (signs.customer === 1 || signs.currentArr > 0) return 0;
  const stated = statedStatus(signs.stated);
  if (stated !== -1) return stated;
  const stage = stageKind(signs.opportunityStage);
  if (stage === 'won') return 0;
  if (stage === 'open') return 1;
  if (stage === 'lost' || signs.customer === 0) return 2;
  return UNKNOWN_STATUS;
}

function statedStatus(text: string | null): number {
  if (text === null) return -1;
  const words = text.toLowerCase();
  if (/\b(former|lost|churned|inactive|cold|dormant)\b/.test(words)) return 2;
  if (/\b(customer|client|existing)\b/.test(words)) return 0;
  if (/\b(prospect|lead|target|pipeline)\b/.test(words)) return 1;
  return -1;
}

function stageKind(text: string | null): 'won' | 'lost' | 'open' | null {
  if (text === null || text.trim() === '') return null;
  const words = text.toLowerCase();
  if (/\bwon\b/.test(words)) return 'won';
  if (/\b(lost|closed|disqualified|abandoned)\b/.test(words)) return 'lost';
  return 'open';
}
