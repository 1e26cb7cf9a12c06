/** Account status from what the CRM knows (SCO-07). */
export const ACCOUNT_STATUSES = ['active customer', 'active prospect', 'cold prospect', 'unknown'] as const;
export const UNKNOWN_STATUS = 3;

export interface StatusSigns {
  /** `statedStatus` of the written status. */
  readonly stated: number;
  /** `stageKind` of the opportunity. */
  readonly stage: StageKind;
  /** 1, 0 or NaN. */
  readonly customer: number;
  /** Minor units; NaN where unknown. */
  readonly currentArr: number;
}

/**
 * Index into ACCOUNT_STATUSES. What is being paid outweighs what is written; a stated status outweighs the stage of
 * an opportunity; nothing known is `unknown`, never `cold`.
 */
export function accountStatus({ stated, stage, customer, currentArr }: StatusSigns): number {
  if (customer === 1 || currentArr > 0) return 0;
  if (stated !== -1) return stated;
  if (stage === 'won') return 0;
  if (stage === 'open') return 1;
  if (stage === 'lost' || customer === 0) return 2;
  return UNKNOWN_STATUS;
}

/** Index into ACCOUNT_STATUSES of a written status; -1 where it says nothing known. */
export function statedStatus(text: string | null): number {
  if (text === null) return -1;
  const words = text.toLowerCase();
  if (/\b(former|lost|churned|inactive|cold|dormant)\b/.test(words)) return 2;
  if (/\b(customer|client|existing)\b/.test(words)) return 0;
  if (/\b(prospect|lead|target|pipeline)\b/.test(words)) return 1;
  return -1;
}

export type StageKind = 'won' | 'lost' | 'open' | null;

/** What an opportunity's stage means; any stage that is not closed is open. */
export function stageKind(text: string | null): StageKind {
  if (text === null || text.trim() === '') return null;
  const words = text.toLowerCase();
  if (/\bwon\b/.test(words)) return 'won';
  if (/\b(lost|closed|disqualified|abandoned)\b/.test(words)) return 'lost';
  return 'open';
}
