/**
 * Which of ten hue slots a territory has. Neighbours never share one: territories that touch form a planar graph,
 * which six slots can always colour. A slot is kept through edits and restarts; only a territory that came to
 * touch one of the same slot, or a neighbour that must make way for it, changes.
 */
import type { TerritoryId } from '../brand.ts';

export const HUES = 10;

/** Slot, 0..9, by territory. */
export type Hues = Readonly<Record<TerritoryId, number>>;

interface Graph {
  readonly size: number;
  readonly neighbours: readonly ReadonlySet<number>[];
}

const NONE = -1;

/**
 * Slots for all `ids`; `pairs` are indices of neighbours, `kept` what was shown until now (slots of territories not
 * among `ids` stay in the answer, so that undo brings a colour back).
 */
export function assignHues(
  ids: readonly TerritoryId[],
  pairs: readonly (readonly [number, number])[],
  kept: Hues,
): Hues {
  const graph = graphOf(ids.length, pairs);
  const slots = ids.map((id) => validSlot(kept[id]));
  clearConflicts(graph, slots);
  while (slots.includes(NONE)) {
    const next = mostConstrained(graph, slots);
    if (freeSlots(graph, slots, next).length === 0 && !makeWay(graph, slots, next))
      return stuck(ids, graph, kept);
    slots[next] = rarest(slots, freeSlots(graph, slots, next));
  }
  return merged(ids, slots, kept);
}

const validSlot = (slot: number | undefined): number =>
  slot !== undefined && Number.isInteger(slot) && slot >= 0 && slot < HUES ? slot : NONE;

const merged = (ids: readonly TerritoryId[], slots: readonly number[], kept: Hues): Hues => ({
  ...kept,
  ...Object.fromEntries(ids.map((id, i) => [id, slots[i] ?? 0])),
});

function graphOf(size: number, pairs: readonly (readonly [number, number])[]): Graph {
  const neighbours = Array.from({ length: size }, () => new Set<number>());
  for (const [a, b] of pairs) {
    if (a === b) continue;
    neighbours[a]?.add(b);
    neighbours[b]?.add(a);
  }
  return { size, neighbours };
}

const around = (graph: Graph, index: number): readonly number[] => [...(graph.neighbours[index] ?? [])];

/** Of two neighbours alike the later one gives its slot up. */
function clearConflicts(graph: Graph, slots: number[]): void {
  slots.forEach((slot, index) => {
    const clash =
      slot !== NONE && around(graph, index).some((other) => other < index && slots[other] === slot);
    if (clash) slots[index] = NONE;
  });
}

function freeSlots(graph: Graph, slots: readonly number[], index: number): readonly number[] {
  const taken = new Set(around(graph, index).map((other) => slots[other]));
  return Array.from({ length: HUES }, (_, slot) => slot).filter((slot) => !taken.has(slot));
}

/** DSATUR (Brélaz 1979): the uncoloured one with the fewest slots left, then the most neighbours. */
function mostConstrained(graph: Graph, slots: readonly number[]): number {
  const open = slots.flatMap((slot, index) => (slot === NONE ? [index] : []));
  const left = new Map(open.map((index) => [index, freeSlots(graph, slots, index).length]));
  const degree = (index: number): number => graph.neighbours[index]?.size ?? 0;
  return (
    open.toSorted((a, b) => (left.get(a) ?? 0) - (left.get(b) ?? 0) || degree(b) - degree(a) || a - b)[0] ?? 0
  );
}

function rarest(slots: readonly number[], from: readonly number[]): number {
  const used = (slot: number): number => slots.filter((other) => other === slot).length;
  return from.toSorted((a, b) => used(a) - used(b) || a - b)[0] ?? 0;
}

/** Frees a slot around `index` by giving every neighbour that holds it another; says whether that could be done. */
function makeWay(graph: Graph, slots: number[], index: number): boolean {
  const held = (slot: number): readonly number[] =>
    around(graph, index).filter((other) => slots[other] === slot);
  const order = Array.from({ length: HUES }, (_, slot) => slot).toSorted(
    (a, b) => held(a).length - held(b).length || a - b,
  );
  for (const slot of order) {
    const moves = held(slot).map((other) => ({
      other,
      to: freeSlots(graph, slots, other).filter((free) => free !== slot),
    }));
    if (moves.some((move) => move.to.length === 0)) continue;
    for (const { other } of moves) slots[other] = NONE;
    for (const { other } of moves) {
      slots[other] = rarest(
        slots,
        freeSlots(graph, slots, other).filter((free) => free !== slot),
      );
    }
    return true;
  }
  return false;
}

/**
 * Everything anew where that tells all neighbours apart. Where territories are too interleaved for ten slots, what
 * was shown stays: colours that change with every edit and clash all the same would help nobody.
 */
function stuck(ids: readonly TerritoryId[], graph: Graph, kept: Hues): Hues {
  const anew = filled(
    graph,
    ids.map(() => NONE),
  );
  const shown = ids.map((id) => validSlot(kept[id]));
  return merged(ids, clashFree(graph, anew) ? anew : filled(graph, shown), kept);
}

const clashFree = (graph: Graph, slots: readonly number[]): boolean =>
  slots.every((slot, index) => around(graph, index).every((other) => slots[other] !== slot));

/** A slot for all that have none, smallest degree last, which needs six slots at most on a planar graph. */
function filled(graph: Graph, shown: readonly number[]): readonly number[] {
  const slots = [...shown];
  for (const index of smallestLast(graph)) {
    if (slots[index] !== NONE) continue;
    const free = freeSlots(graph, slots, index);
    slots[index] = free.length > 0 ? rarest(slots, free) : leastAlike(graph, slots, index);
  }
  return slots;
}

function smallestLast(graph: Graph): readonly number[] {
  const left = new Set(graph.neighbours.keys());
  const degrees = graph.neighbours.map((neighbours) => neighbours.size);
  const degree = (index: number): number => degrees[index] ?? 0;
  const order: number[] = [];
  while (left.size > 0) {
    const next = [...left].reduce((least, index) => (degree(index) < degree(least) ? index : least));
    left.delete(next);
    order.push(next);
    for (const other of around(graph, next)) degrees[other] = degree(other) - 1;
  }
  return order.toReversed();
}

/** Only where a map is not planar: the slot the fewest neighbours have. */
function leastAlike(graph: Graph, slots: readonly number[], index: number): number {
  const alike = (slot: number): number =>
    around(graph, index).filter((other) => slots[other] === slot).length;
  return (
    Array.from({ length: HUES }, (_, slot) => slot).toSorted((a, b) => alike(a) - alike(b) || a - b)[0] ?? 0
  );
}
