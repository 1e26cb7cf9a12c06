import type { Run, Steps } from '../engine/steps.ts';
import type { Part } from './part.ts';

/** Bounds are told apart this finely when a depth has too many nodes. */
const BUCKETS = 4096;
/** Children looked at between two looks at the clock. */
const PAUSE_AFTER = 200_000;

/** The nodes kept at one depth: rooms at h * size, and net cost so far. */
interface Level {
  readonly rooms: Int32Array;
  readonly spent: Float64Array;
}

/** Room for a search that keeps `width` nodes at each depth. */
export interface Beam {
  readonly width: number;
  readonly now: Level;
  readonly next: Level;
  /** Children of one depth: bound, node above and place of the agent. */
  readonly bounds: Float64Array;
  readonly above: Int32Array;
  readonly places: Uint16Array;
  readonly buckets: Int32Array;
  /** Of the nodes kept, at d * width + h. */
  readonly parents: Int32Array;
  readonly choices: Uint16Array;
  /** Children looked at. */
  looked: number;
}

export function emptyBeam({ problem }: Part, width: number): Beam {
  const { agents, jobs } = problem;
  const level = (): Level => ({
    rooms: new Int32Array(width * agents),
    spent: new Float64Array(width),
  });
  return {
    width,
    now: level(),
    next: level(),
    bounds: new Float64Array(width * agents),
    above: new Int32Array(width * agents),
    places: new Uint16Array(width * agents),
    buckets: new Int32Array(BUCKETS),
    parents: new Int32Array(jobs * width),
    choices: new Uint16Array(jobs * width),
    looked: 0,
  };
}

/**
 * Breadth first, the nodes of least bound at each depth (beam search, Ow and Morton 1988). The bound knows how the jobs
 * to come pack, so a beam over all agents at once goes straight to good answers where packing decides.
 */
export function* searchBeam(part: Part, beam: Beam, run: Run): Steps<void> {
  const { size, count, room } = part;
  let { now, next } = beam;
  let held = 1;
  for (let a = 0; a < size; a++) now.rooms[a] = room[a] as number;
  now.spent[0] = 0;
  beam.looked = 0;
  let sincePause = 0;
  for (let d = 0; d < count; d++) {
    const children = expand(part, beam, now, held, d);
    if (children === 0) return;
    held = keepBest(part, beam, { now, next }, children, d);
    [now, next] = [next, now];
    sincePause += held * size;
    if (sincePause < PAUSE_AFTER) continue;
    sincePause = 0;
    if (yield* run.pause()) return;
  }
  let at = 0;
  for (let h = 1; h < held; h++) if ((now.spent[h] as number) < (now.spent[at] as number)) at = h;
  part.budget = (now.spent[at] as number) - 1e-6;
  part.improved = true;
  for (let d = count - 1; d >= 0; d--) {
    part.found[d] = beam.choices[d * beam.width + at] as number;
    at = beam.parents[d * beam.width + at] as number;
  }
}

/** Every child below the budget of the nodes at depth d; answers how many. */
function expand(part: Part, beam: Beam, { rooms, spent }: Level, held: number, d: number): number {
  const { value, need, least, wide, size, count, budget } = part;
  const { bounds, above, places } = beam;
  let children = 0;
  for (let h = 0; h < held; h++) {
    const own = h * size;
    let rest = spent[h] as number;
    for (let a = 0; a < size; a++) {
      rest += least[(a * (count + 1) + d + 1) * wide + (rooms[own + a] as number)] as number;
    }
    for (let a = 0; a < size; a++) {
      const free = rooms[own + a] as number;
      const left = free - (need[d * size + a] as number);
      if (left < 0) continue;
      const row = (a * (count + 1) + d + 1) * wide;
      const bound =
        rest +
        (value[d * size + a] as number) +
        (least[row + left] as number) -
        (least[row + free] as number);
      if (bound >= budget) continue;
      bounds[children] = bound;
      above[children] = h;
      places[children++] = a;
    }
  }
  beam.looked += held * size;
  return children;
}

/** The children of least bound become the nodes of the next depth; answers how many. */
function keepBest(
  part: Part,
  beam: Beam,
  { now, next }: { readonly now: Level; readonly next: Level },
  children: number,
  d: number,
): number {
  const { size, value, need, budget } = part;
  const { width, bounds, above, places, buckets } = beam;
  let low = Infinity;
  for (let k = 0; k < children; k++) if ((bounds[k] as number) < low) low = bounds[k] as number;
  const scale = (BUCKETS - 1) / Math.max(1e-9, budget - low);
  let cut = BUCKETS;
  if (children > width) {
    buckets.fill(0);
    for (let k = 0; k < children; k++) {
      const b = Math.floor(((bounds[k] as number) - low) * scale);
      buckets[b] = (buckets[b] as number) + 1;
    }
    let sum = 0;
    for (cut = 0; cut < BUCKETS; cut++) {
      sum += buckets[cut] as number;
      if (sum > width) break;
    }
  }
  let kept = 0;
  for (let k = 0; k < children && kept < width; k++) {
    if (children > width && Math.floor(((bounds[k] as number) - low) * scale) > cut) continue;
    const h = above[k] as number;
    const a = places[k] as number;
    const to = kept * size;
    next.spent[kept] = (now.spent[h] as number) + (value[d * size + a] as number);
    for (let b = 0; b < size; b++) next.rooms[to + b] = now.rooms[h * size + b] as number;
    next.rooms[to + a] = (next.rooms[to + a] as number) - (need[d * size + a] as number);
    beam.parents[d * width + kept] = h;
    beam.choices[d * width + kept] = a;
    kept++;
  }
  return kept;
}
