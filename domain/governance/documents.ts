/** Papers a policy can demand to be signed with a decision (ledger APR-13). Named in signed statements, so never renamed. */
import type { Sha256Hex } from '../brand.ts';

export const DOCUMENT_KINDS = ['charter', 'financial-impact', 'risk-profile'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_NAMES: Readonly<Record<DocumentKind, string>> = {
  charter: 'Charter',
  'financial-impact': 'Financial impact',
  'risk-profile': 'Risk profile',
};

/** A paper as it was signed: the sha256 of its bytes. */
export interface SignedDocument {
  readonly kind: DocumentKind;
  readonly sha256: Sha256Hex;
}

/** "charter, financial impact and risk profile" */
export function documentWords(kinds: readonly DocumentKind[]): string {
  const names = kinds.map((kind) => DOCUMENT_NAMES[kind].toLowerCase());
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
