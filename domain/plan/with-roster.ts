import { foldName } from '../geo/fold-name.ts';
import type { Rep } from './rep.ts';

/**
 * The roster with what a newer file says of its reps: known ones (by ID, else by name) keep their ID, so that they keep
 * their territories; new ones come at the end; those the file does not name stay.
 */
export function withRoster(reps: readonly Rep[], newer: readonly Rep[]): readonly Rep[] {
  const byId = new Map(newer.map((rep) => [rep.repId, rep]));
  const byName = new Map(newer.map((rep) => [foldName(rep.name), rep]));
  const taken = new Set<Rep>();
  const kept = reps.map((rep) => {
    const found = byId.get(rep.repId) ?? byName.get(foldName(rep.name));
    if (found === undefined || taken.has(found)) return rep;
    taken.add(found);
    return { ...found, repId: rep.repId };
  });
  const ids = new Set(kept.map((rep) => rep.repId));
  return [...kept, ...newer.filter((rep) => !taken.has(rep) && !ids.has(rep.repId))];
}
