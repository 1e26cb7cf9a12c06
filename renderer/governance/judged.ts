/** Every version on this laptop, judged by its policy today, for the inbox and the audit browser. */
import { create } from 'zustand';
import type { Outcome } from '../../domain/governance/approval.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import type { PlanAct } from '../../domain/governance/statement.ts';
import { keyringOf, usePeople } from '../people/people.ts';
import type { StoredVersion } from '../storage/version-store.ts';
import { forgetVerdicts, judgeOnce } from '../versions/judge-once.ts';
import { releaseBefore, withOwnReceipts } from '../versions/versions.ts';

export interface Judged {
  readonly version: StoredVersion;
  /** null where the bundle is not proven; `why` says at which step it stopped. */
  readonly outcome: Outcome | null;
  readonly why: string;
  readonly acts: readonly PlanAct[];
  readonly policy: Policy | null;
}

interface JudgedState {
  readonly judged: readonly Judged[];
  readonly busy: boolean;
}

export const useJudged = create<JudgedState>(() => ({ judged: [], busy: false }));

let runs = 0;

/**
 * One after the other: each is hashed, and what was not judged before is checked byte by byte in the bundle worker.
 * `anew`: everything is, whatever was judged before.
 */
export async function judgeAll(versions: readonly StoredVersion[], anew = false): Promise<readonly Judged[]> {
  if (anew) forgetVerdicts();
  const run = ++runs;
  const keyring = keyringOf(usePeople.getState().keys);
  useJudged.setState({ busy: true });
  const judged: Judged[] = [];
  for (const version of versions) {
    const { verification, acts, policy } = await judgeOnce(
      await withOwnReceipts(version),
      keyring,
      (await releaseBefore(version))?.bundle ?? null,
    );
    const why = verification.ok ? '' : (verification.steps.at(-1)?.message ?? '');
    judged.push({ version, outcome: verification.ok ? verification.outcome : null, why, acts, policy });
  }
  // A slower run over what was there before must not hide what came since.
  if (run === runs) useJudged.setState({ judged, busy: false });
  return judged;
}
