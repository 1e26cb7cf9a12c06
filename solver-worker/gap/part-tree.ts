import type { Part } from './part.ts';

/** Room for the nodes of one depth-first search. */
export interface Tree {
  /** Children of the node at each depth, bounds and places, at d * all agents. */
  readonly bounds: Float64Array;
  readonly places: Int32Array;
  readonly chosen: Int32Array;
  nodes: number;
  /** Nodes before it is given up. */
  readonly most: number;
}

export const emptyTree = ({ problem }: Part, most: number): Tree => ({
  bounds: new Float64Array(problem.jobs * problem.agents),
  places: new Int32Array(problem.jobs * problem.agents),
  chosen: new Int32Array(problem.jobs),
  nodes: 0,
  most,
});

/** Branch and bound, least bound first; finds the best answer below the part's budget unless it is given up. */
export function searchTree(part: Part, tree: Tree): void {
  tree.nodes = 0;
  descend(part, tree, 0, 0);
}

/** `spent` is the net cost so far; a bound is that, and the best knapsack of each agent over the jobs to come. */
function descend(part: Part, tree: Tree, d: number, spent: number): void {
  if (d === part.count) {
    part.budget = spent - 1e-6;
    part.improved = true;
    part.found.set(tree.chosen);
    return;
  }
  const { room, value, need, least, wide, size, count } = part;
  const { bounds, places } = tree;
  let rest = spent;
  for (let a = 0; a < size; a++) {
    rest += least[(a * (count + 1) + d + 1) * wide + (room[a] as number)] as number;
  }
  const at = d * size;
  let children = 0;
  for (let a = 0; a < size; a++) {
    const left = (room[a] as number) - (need[at + a] as number);
    if (left < 0 || (d === 0 && a === part.leaves)) continue;
    const row = (a * (count + 1) + d + 1) * wide;
    const bound =
      rest +
      (value[at + a] as number) +
      (least[row + left] as number) -
      (least[row + (room[a] as number)] as number);
    if (bound >= part.budget) continue;
    let k = children++;
    while (k > 0 && (bounds[at + k - 1] as number) > bound) {
      bounds[at + k] = bounds[at + k - 1] as number;
      places[at + k] = places[at + k - 1] as number;
      k--;
    }
    bounds[at + k] = bound;
    places[at + k] = a;
  }
  for (let k = 0; k < children; k++) {
    if ((bounds[at + k] as number) >= part.budget || ++tree.nodes > tree.most) return;
    const a = places[at + k] as number;
    const w = need[at + a] as number;
    tree.chosen[d] = a;
    room[a] = (room[a] as number) - w;
    descend(part, tree, d + 1, spent + (value[at + a] as number));
    room[a] = (room[a] as number) + w;
    if (tree.nodes > tree.most) return;
  }
}
