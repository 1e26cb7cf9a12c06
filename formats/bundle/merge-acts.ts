/** Two copies of one version that went to different people: the acts of both, in one bundle. */
import type { VerifiedAt } from '../../domain/bundle/verification.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { openBundle, verifyBundle, withEnvelope } from './read-bundle.ts';
import { receiptTexts, withReceipts } from './receipts-file.ts';
import type { ReadZip } from './zip-bounds.ts';

/**
 * `known` with the acts only `other` has; `added` counts them. A copy that verifies is never spoilt by what cannot be
 * proven here. Codes: those of reading a bundle, VERSIONS_DIFFER, DECISIONS_UNPROVEN.
 */
export async function mergeActs(
  known: Uint8Array,
  other: Uint8Array,
  keyring: Keyring,
  readZip: ReadZip,
  at: VerifiedAt = {},
): Promise<Result<{ readonly bundle: Uint8Array; readonly added: number }>> {
  let opened = await openBundle(known, readZip);
  if (!opened.ok) return opened;
  const theirs = await openBundle(other, readZip);
  if (!theirs.ok) return theirs;
  if (opened.value.versionId !== theirs.value.versionId) {
    const message = `The file holds version ${theirs.value.versionId}, not ${opened.value.versionId}.`;
    return refuse(codedError('VERSIONS_DIFFER', message));
  }
  const have = new Set(opened.value.statements.map(({ envelope }) => JSON.stringify(envelope)));
  const more = theirs.value.statements.filter(({ envelope }) => !have.has(JSON.stringify(envelope)));
  let bundle = known;
  for (const { envelope } of more) {
    const grown = withEnvelope(opened.value, envelope);
    if (!grown.ok) return grown;
    bundle = grown.value;
    opened = await openBundle(bundle, readZip);
    if (!opened.ok) return opened;
  }
  const received = withReceipts(opened.value, receiptTexts(theirs.value.bag));
  if (!received.ok) return received;
  bundle = received.value;
  if (more.length > 0 && (await verifyBundle(known, keyring, readZip, at)).ok) {
    const after = await verifyBundle(bundle, keyring, readZip, at);
    const why = after.steps.at(-1)?.message ?? '';
    const message = `The file brings decisions that cannot be proven here, so the version stays as it was. ${why}`;
    if (!after.ok) return refuse(codedError('DECISIONS_UNPROVEN', message));
  }
  return ok({ bundle, added: more.length });
}
