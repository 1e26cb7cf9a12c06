/** A plan that relocating met. */
export interface EliteMember {
  readonly centre: Int32Array;
  readonly cluster: Int32Array;
  readonly cost: number;
}

/** Plans kept, and how much worse than the cheapest one may be. */
const MOST = 24;
const WITHIN = 1.01;

/** The cheapest plans with different centres. A set of centres that was taken out does not come in again at the same cost. */
export class Elite {
  private readonly members: EliteMember[] = [];
  private readonly taken = new Map<string, number>();
  private cheapest = Infinity;

  offer(centre: Int32Array, cluster: Int32Array, cost: number): void {
    if (!(cost <= this.cheapest * WITHIN)) return;
    this.cheapest = Math.min(this.cheapest, cost);
    if (this.members.length >= MOST && cost >= (this.members.at(-1)?.cost ?? Infinity)) return;
    const key = keyOf(centre);
    if (cost >= (this.taken.get(key) ?? Infinity) - 1e-6) return;
    const same = this.members.findIndex((member) => keyOf(member.centre) === key);
    if (same >= 0) {
      if (cost >= (this.members[same]?.cost ?? Infinity)) return;
      this.members.splice(same, 1);
    }
    const at = this.members.findIndex((member) => member.cost > cost);
    const member = { centre: centre.slice(), cluster: cluster.slice(), cost };
    this.members.splice(at < 0 ? this.members.length : at, 0, member);
    if (this.members.length > MOST) this.members.pop();
  }

  /** The cheapest, which leaves; null when there is none. */
  take(): EliteMember | null {
    const first = this.members.shift();
    if (first === undefined) return null;
    this.taken.set(keyOf(first.centre), first.cost);
    return first;
  }
}

const keyOf = (centre: Int32Array): string => centre.toSorted().join(' ');
