/** The log's tree (RFC 9162, section 2.1): the root over all entries, and the proof that one of them is in it. */
import type { IsoTime, Sha256Hex, TenantId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import { concat, utf8 } from '../bundle/bytes.ts';
import { sha256Of } from '../bundle/digest.ts';

export const CHECKPOINT_PAYLOAD_TYPE = 'application/vnd.bailiwick.checkpoint+json';

export interface LogEntry {
  readonly kind: string;
  readonly tenant: TenantId;
  /** A version's id, an attestation's sha256, … */
  readonly subject: Sha256Hex;
  readonly at: IsoTime;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const NOTHING = new Uint8Array();
const bytesOf = (digest: string): Uint8Array =>
  Uint8Array.from(digest.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
export const nodeOf = (left: Sha256Hex, right: Sha256Hex): Sha256Hex =>
  sha256Of(concat(NODE, bytesOf(left), bytesOf(right)));

export const leafOf = ({ kind, tenant, subject, at }: LogEntry): Sha256Hex =>
  sha256Of(concat(LEAF, utf8(canonicalJson({ kind, tenant, subject, at } as unknown as Json))));

/** One level up; an odd one at the end goes up as it is, which is the same tree as MTH of RFC 9162. */
function above(level: readonly Sha256Hex[]): Sha256Hex[] {
  const up: Sha256Hex[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = [level[i] as Sha256Hex, level[i + 1]];
    up.push(right === undefined ? left : nodeOf(left, right));
  }
  return up;
}

/** MTH of RFC 9162: the left part is the largest power of two below the size. */
export const rootOf = (entries: readonly LogEntry[]): Sha256Hex => rootOfLeaves(entries.map(leafOf));

/** As `rootOf`, where the hashes of the entries are known already. */
export function rootOfLeaves(leaves: readonly Sha256Hex[]): Sha256Hex {
  let level = leaves;
  while (level.length > 1) level = above(level);
  return level[0] ?? sha256Of(NOTHING);
}

/** PATH of RFC 9162, section 2.1.3.1: the siblings on the way from an entry to the root. */
export function proofOf(entries: readonly LogEntry[], index: number): readonly Sha256Hex[] {
  const proof: Sha256Hex[] = [];
  let level = entries.map(leafOf);
  for (let at = index; level.length > 1; at = Math.floor(at / 2)) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling !== undefined) proof.push(sibling);
    level = above(level);
  }
  return proof;
}

/** RFC 9162, section 2.1.3.2. */
export function isIncluded(
  entry: LogEntry,
  index: number,
  size: number,
  proof: readonly string[],
  root: Sha256Hex,
): boolean {
  if (index < 0 || index >= size) return false;
  let [fn, sn] = [index, size - 1];
  let current = leafOf(entry);
  for (const text of proof) {
    if (sn === 0) return false;
    const sibling = text as Sha256Hex;
    if (fn % 2 === 1 || fn === sn) {
      current = nodeOf(sibling, current);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else current = nodeOf(current, sibling);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && current === root;
}
