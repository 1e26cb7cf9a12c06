/**
 * A version's bytes, the keys, the release before and the day decide how it is judged, so the same four are judged
 * once while the page is open. Only the digest of the bytes is taken each time.
 */
import type { Keyring } from '../../domain/governance/keyring.ts';
import type { BundleApi } from './bundle-api.ts';
import { bundles } from './bundle-client.ts';

type Verdict = Awaited<ReturnType<BundleApi['judge']>>;

const digests = new WeakMap<Uint8Array, Promise<string>>();
const verdicts = new Map<string, Promise<Verdict>>();
/** Days pass and versions are erased: beyond this many the oldest verdict is forgotten. */
const KEPT = 2000;

function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const known = digests.get(bytes);
  if (known !== undefined) return known;
  const digest = crypto.subtle
    .digest('SHA-256', bytes)
    .then((hash) => [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
  digests.set(bytes, digest);
  return digest;
}

const keysOf = (keyring: Keyring): string =>
  JSON.stringify(keyring.map((key) => ({ ...key, publicKey: [...key.publicKey] })));

export async function judgeOnce(
  bundle: Uint8Array<ArrayBuffer>,
  keyring: Keyring,
  before: Uint8Array<ArrayBuffer> | null,
  judge: BundleApi['judge'] = (...given) => bundles().judge(...given),
): Promise<Verdict> {
  const day = new Date().toISOString().slice(0, 10);
  const digest = await digestOf(bundle);
  const prior = before === null ? '' : await digestOf(before);
  const key = [digest, prior, day, keysOf(keyring)].join('|');
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  const verdict = judge(bundle, keyring, before);
  verdicts.set(key, verdict);
  verdict.catch(() => verdicts.delete(key));
  const [oldest] = verdicts.keys();
  if (verdicts.size > KEPT && oldest !== undefined) verdicts.delete(oldest);
  return verdict;
}

/** Everything is proven anew when next asked: what "Verify the chain" promises. */
export const forgetVerdicts = (): void => verdicts.clear();
