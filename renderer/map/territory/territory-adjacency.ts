import type { AccountTable } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { memoOne } from '../engine/memo-one.ts';
import { placeAccounts } from '../points/placed-accounts.ts';
import type { VoronoiNet } from './voronoi-net.ts';
import { nextInTriangle, siteTerritories, voronoiNet } from './voronoi-net.ts';

type TerritoryPair = readonly [smaller: number, larger: number];

/** Kept for the edits that follow: they move accounts between territories, not on the ground. */
const groundOf = memoOne((accounts: AccountTable, standing: Uint8Array) => {
  const placed = placeAccounts(accounts, standing);
  return { placed, net: voronoiNet(placed) };
});

/**
 * Which territories touch on the map: pairs of indices into `plan.territories` with an edge of the Delaunay graph of
 * the accounts between them, the smaller index first, in ascending order. This is what colours must tell apart.
 */
export function territoryAdjacency(plan: Plan): readonly TerritoryPair[] {
  const { placed, net } = groundOf(plan.accounts, plan.standing);
  if (net === null) return [];
  return adjacentPairs(
    net,
    siteTerritories(net, (place) => plan.assignment[placed.rows[place]!]!),
    plan.territories.length,
  );
}

export function adjacentPairs(
  net: VoronoiNet,
  territory: Int32Array,
  territoryCount: number,
): readonly TerritoryPair[] {
  const keys = new Set<number>();
  for (let e = 0; e < net.halfedges.length; e++) {
    const a = territory[net.triangles[e]!]!;
    const b = territory[net.triangles[nextInTriangle(e)]!]!;
    if (a >= 0 && b > a) keys.add(a * territoryCount + b);
    else if (b >= 0 && a > b) keys.add(b * territoryCount + a);
  }
  return [...keys]
    .toSorted((a, b) => a - b)
    .map((key) => [Math.floor(key / territoryCount), key % territoryCount] as const);
}
