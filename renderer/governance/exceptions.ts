/** What an approver is asked to except before her approval meets the policy, and until when she may. */
import type { IsoDate } from '../../domain/brand.ts';
import type { Outcome } from '../../domain/governance/approval.ts';
import type { ApprovalSettings } from '../../domain/governance/approval-settings.ts';
import { plusDays } from '../../domain/governance/business-days.ts';
import type { DocumentKind } from '../../domain/governance/documents.ts';
import type { GuardrailId } from '../../domain/governance/guardrails.ts';
import type { Role } from '../../domain/governance/role.ts';

export interface OpenException {
  readonly guardrail: GuardrailId;
  readonly why: string;
}

/** Guardrails the version breaks that somebody in this role may except, and nobody has. */
export const openExceptions = (outcome: Outcome | null, role: Role): readonly OpenException[] =>
  (outcome?.requirements ?? []).flatMap(({ requirement: { exception, need, why }, met }) =>
    exception === null || met || !need.roles.includes(role) ? [] : [{ guardrail: exception, why }],
  );

/** Papers somebody in this role is still asked to sign with her approval. */
export const papersAsked = (outcome: Outcome | null, role: Role): readonly DocumentKind[] => [
  ...new Set(
    (outcome?.requirements ?? []).flatMap(({ requirement: { need }, met }) =>
      met || !need.roles.includes(role) ? [] : (need.documents ?? []),
    ),
  ),
];

/** The last day an exception granted today may last to. */
export const longestException = (today: IsoDate, settings: Pick<ApprovalSettings, 'exceptions'>): IsoDate =>
  plusDays(today, settings.exceptions.maxDays);
