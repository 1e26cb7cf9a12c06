/** Where a version comes from: the versions before it, and the edits since. */
import type { PlanId, VersionId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { AuditEvent } from '../../domain/governance/audit.ts';
import { historyOf } from '../../domain/history/history.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { JournalRow } from '../storage/rows.ts';
import type { StoredVersion } from '../storage/version-store.ts';

type Known = Pick<StoredVersion, 'planId' | 'versionId' | 'createdAt' | 'origin' | 'draft'>;

/**
 * What the version says it came from: the one submitted last from the same draft, else what the draft was opened from.
 * Deciding on a version saves it anew, so the time it was made counts, not the time it was kept. What others submitted
 * of the same plan is not ours to have come from.
 */
export const parentsOf = (
  plan: Pick<Plan, 'planId' | 'parents'>,
  versions: readonly Known[],
): readonly VersionId[] => {
  const same = versions.filter(
    ({ origin, draft, planId }) => origin === 'own' && (draft ?? planId) === plan.planId,
  );
  const last = same.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
  return last === undefined ? plan.parents : [last.versionId];
};

/** The plan a version is of: that of the versions it came from, whoever's draft it was made in. */
export function lineOf(
  plan: Pick<Plan, 'planId'>,
  parents: readonly VersionId[],
  versions: readonly Known[],
): PlanId {
  return versions.find(({ versionId }) => versionId === parents[0])?.planId ?? plan.planId;
}

const DRAFT = ', draft';

/** A draft that goes on from a version is told from it by its name, once. */
export const asDraft = (name: string): string => `${withoutDraft(name)}${DRAFT}`;

/** What is submitted is no draft any more. */
export const withoutDraft = (name: string): string =>
  name.endsWith(DRAFT) && name.length > DRAFT.length ? name.slice(0, -DRAFT.length) : name;

/** The record of the optimizer's last run that still stands in the plan, or null: an undone run is not in the version. */
export function runOnRecord(journal: readonly JournalRow[]): Json | null {
  return historyOf(journal).undo.findLast((entry) => entry.run !== undefined)?.run ?? null;
}

/** The journal as the audit trail of the version (ledger AUD-01). */
export const auditOf = (
  planId: PlanId,
  journal: readonly JournalRow[],
): readonly Omit<AuditEvent, 'policy'>[] =>
  journal.map((entry) => ({
    at: entry.at,
    actor: entry.actor,
    action: entry.edit.kind === 'command' ? entry.edit.command : entry.edit.kind,
    label: entry.label,
    object: planId,
    before: entry.edit.kind === 'command' ? null : { edit: entry.edit.of },
    after: { edit: entry.seq, accounts: entry.rows },
  }));
