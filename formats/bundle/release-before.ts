/** The release a version would replace: its quotas are those in force, and its moves are locked for a while (DIS-05). */
import { moneyOf } from '../../domain/bundle/read-document.ts';
import type { VerifiedAt } from '../../domain/bundle/verification.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import { movesReleased } from '../../domain/governance/lock-window.ts';
import type { PreviousRelease } from '../../domain/governance/requirements.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { openAndVerify } from './read-bundle.ts';
import type { ReadZip } from './zip-bounds.ts';

/** Codes: those of reading a bundle, PREVIOUS_NOT_GENUINE, PREVIOUS_NOT_RELEASED. */
export async function releaseFrom(
  bundle: Uint8Array,
  keyring: Keyring,
  readZip: ReadZip,
  at: VerifiedAt,
): Promise<Result<PreviousRelease, CodedError>> {
  const { opened, verification } = await openAndVerify(bundle, keyring, readZip, at);
  const { ok: genuine, outcome, steps } = verification;
  if (!genuine) {
    const message = `The version before is not proven genuine. ${steps.at(-1)?.message ?? ''}`;
    return refuse(codedError('PREVIOUS_NOT_GENUINE', message));
  }
  const releasedOn = outcome?.releasedOn ?? null;
  if (releasedOn === null) {
    const message = 'The version before was never released, so it locks nothing. Give the one that was.';
    return refuse(codedError('PREVIOUS_NOT_RELEASED', message));
  }
  if (!opened.ok) return opened;
  const { plan, document } = opened.value;
  const lines = document.quota.lines.map(({ territoryId, amount }) => ({
    territoryId,
    amount: moneyOf(amount),
  }));
  return ok({ ...movesReleased(plan, releasedOn), lines });
}
