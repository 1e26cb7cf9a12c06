/** The log's tree (RFC 9162, section 2.1): the root over all entries, and the proof that one of them is in it. */
import { createHash } from 'node:crypto';
import type { Sha256Hex } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { LogEntry } from './store-port.ts';

const hash = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const sha = createHash('sha256');
  for (const part of parts) sha.update(part);
  return sha.digest();
};

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const hex = (bytes: Buffer): Sha256Hex => bytes.toString('hex') as Sha256Hex;
const node = (left: Uint8Array, right: Uint8Array): Buffer => hash(NODE, left, right);

const leafOf = ({ kind, tenant, subject, at }: LogEntry): Buffer =>
  hash(LEAF, canonicalJson({ kind, tenant, subject, at } as unknown as Json));

/** MTH of RFC 9162: the left part is the largest power of two below the size. */
export function rootOf(entries: readonly LogEntry[]): Sha256Hex {
  if (entries.length === 0) return hex(hash());
  let level = entries.map(leafOf);
  while (level.length > 1) {
    const above: Buffer[] = [];
    // An odd one at the end goes up as it is, which is the same tree.
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i] as Buffer, level[i + 1]];
      above.push(right === undefined ? left : node(left, right));
    }
    level = above;
  }
  return hex(level[0] as Buffer);
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
    const sibling = Buffer.from(text, 'hex');
    if (fn % 2 === 1 || fn === sn) {
      current = node(sibling, current);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else current = node(current, sibling);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && hex(current) === root;
}
