/** The graph of versions by their parents: which are heads, which have diverged, and what two heads came from. */
import type { VersionId } from '../brand.ts';

export interface VersionNode {
  readonly versionId: VersionId;
  readonly parents: readonly VersionId[];
}

type Graph = ReadonlyMap<VersionId, VersionNode>;

const graphOf = (versions: readonly VersionNode[]): Graph =>
  new Map(versions.map((version) => [version.versionId, version]));

/** Versions no other version goes on from, in order of id: order never comes from clocks. */
export function headsOf<V extends VersionNode>(versions: readonly V[]): readonly V[] {
  const parents = new Set(versions.flatMap((version) => version.parents));
  return versions
    .filter((version) => !parents.has(version.versionId))
    .toSorted((a, b) => (a.versionId < b.versionId ? -1 : 1));
}

/** The version and all it came from, as far as they are here. */
export function ancestorsOf(versionId: VersionId, versions: readonly VersionNode[]): ReadonlySet<VersionId> {
  return ancestors(versionId, graphOf(versions));
}

function ancestors(versionId: VersionId, graph: Graph): ReadonlySet<VersionId> {
  const found = new Set<VersionId>();
  const waiting = [versionId];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(graph.get(next)?.parents ?? []));
  }
  return found;
}

/**
 * The nearest version both came from; null where they share none. Of several that are equally near (two merges that
 * crossed) the least id, so that both sides choose the same.
 */
export function commonAncestor(
  a: VersionId,
  b: VersionId,
  versions: readonly VersionNode[],
): VersionId | null {
  const graph = graphOf(versions);
  const hers = ancestors(b, graph);
  const shared = [...ancestors(a, graph)].filter((id) => hers.has(id));
  const nearest = shared.filter(
    (id) => !shared.some((other) => other !== id && ancestors(other, graph).has(id)),
  );
  return nearest.toSorted()[0] ?? null;
}

export interface Divergence {
  readonly heads: readonly [VersionId, VersionId];
  readonly base: VersionId;
}

/** Pairs of heads that came from one version: two people went on from it without knowing of each other. */
export function divergences(versions: readonly VersionNode[]): readonly Divergence[] {
  const heads = headsOf(versions);
  return heads.flatMap((one, i) =>
    heads.slice(i + 1).flatMap((other): readonly Divergence[] => {
      const base = commonAncestor(one.versionId, other.versionId, versions);
      return base === null ? [] : [{ heads: [one.versionId, other.versionId], base }];
    }),
  );
}
