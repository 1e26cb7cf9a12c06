import type { Prng } from '../engine/prng.ts';
import type { CpmpProblem } from './cpmp-problem.ts';

/** A plan that a chain ended with. */
interface EliteMember {
  readonly centre: Int32Array;
  readonly key: string;
  readonly cost: number;
}

/** Plans kept. */
const MOST = 8;

/** The cheapest plans with different centres, and children of two of them. */
export class Elite {
  private readonly members: EliteMember[] = [];

  offer(centre: Int32Array, cost: number): void {
    if (!(cost < (this.members[MOST - 1]?.cost ?? Infinity))) return;
    const key = centre.toSorted().join(' ');
    const same = this.members.findIndex((member) => member.key === key);
    if (same >= 0) {
      if (cost >= (this.members[same]?.cost ?? Infinity)) return;
      this.members.splice(same, 1);
    }
    const at = this.members.findIndex((member) => member.cost > cost);
    this.members.splice(at < 0 ? this.members.length : at, 0, { centre: centre.slice(), key, cost });
    if (this.members.length > MOST) this.members.pop();
  }

  /**
   * Centres of one plan on one side of a line across the map, and of another plan on the other side; null while there
   * are no two plans. The line lies where the sides make p centres together.
   */
  child({ x, y, p }: CpmpProblem, random: Prng): Int32Array | null {
    const count = this.members.length;
    if (count < 2) return null;
    const first = random.below(count);
    const second = (first + 1 + random.below(count - 1)) % count;
    const dx = random.next() - 0.5;
    const dy = random.next() - 0.5;
    const along = (j: number): number => dx * (x[j] as number) + dy * (y[j] as number);
    const ordered = (member: EliteMember | undefined): Int32Array =>
      (member as EliteMember).centre.toSorted((a, b) => along(a) - along(b) || a - b);
    const cut = 1 + random.below(Math.max(1, p - 1));
    const left = ordered(this.members[first]).subarray(0, cut);
    const taken = new Set(left);
    // What lies farthest on the other side, but no centre twice.
    const rest = ordered(this.members[second]).reverse();
    const right = rest.filter((j) => !taken.has(j)).subarray(0, p - cut);
    return left.length + right.length === p ? Int32Array.of(...left, ...right) : null;
  }
}
