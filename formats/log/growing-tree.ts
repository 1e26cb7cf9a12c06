/** The log's tree while it grows (RFC 9162, section 2.1): root and proofs cost the height of the tree, not its leaves. */
import type { Sha256Hex } from '../../domain/brand.ts';
import { sha256Of } from '../bundle/digest.ts';
import type { LogEntry } from './merkle.ts';
import { leafOf, nodeOf } from './merkle.ts';

export class GrowingTree {
  /** Of each height the hashes of its full subtrees, from the left: 2^h leaves each. */
  private readonly full: Sha256Hex[][] = [[]];

  get size(): number {
    return this.full[0]?.length ?? 0;
  }

  add(entry: LogEntry): void {
    let hash = leafOf(entry);
    for (let height = 0; ; height++) {
      const level = (this.full[height] ??= []);
      level.push(hash);
      if (level.length % 2 === 1) return;
      hash = nodeOf(level[level.length - 2] as Sha256Hex, hash);
    }
  }

  /** Takes the last entry away again. */
  drop(): void {
    const size = this.size - 1;
    for (const [height, level] of this.full.entries()) level.length = Math.floor(size / 2 ** height);
  }

  /** MTH of the first `size` entries. */
  root(size = this.size): Sha256Hex {
    return size === 0 ? sha256Of(new Uint8Array()) : this.hashOf(0, size);
  }

  /** PATH of RFC 9162, section 2.1.3.1, in the tree of the first `size` entries. */
  proof(index: number, size = this.size): readonly Sha256Hex[] {
    const path: Sha256Hex[] = [];
    for (let [from, to] = [0, size]; to - from > 1;) {
      const middle = from + leftOf(to - from);
      if (index < middle) {
        path.push(this.hashOf(middle, to));
        to = middle;
      } else {
        path.push(this.hashOf(from, middle));
        from = middle;
      }
    }
    return path.toReversed();
  }

  /** Hash over the leaves from..to; `from` is a multiple of the power of two at or above their number. */
  private hashOf(from: number, to: number): Sha256Hex {
    const count = to - from;
    const left = leftOf(count);
    if (left * 2 === count || count === 1) return this.full[Math.log2(count)]?.[from / count] as Sha256Hex;
    return nodeOf(this.hashOf(from, from + left), this.hashOf(from + left, to));
  }
}

/** The largest power of two below `count`. */
const leftOf = (count: number): number => 2 ** Math.floor(Math.log2(Math.max(1, count - 1)));
