/** A grant in a person's words. */
import type { IsoDate, TerritoryId } from '../../../domain/brand.ts';
import type { Grant } from '../../../domain/governance/grant.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { StatusKind } from '../../ui/Status.tsx';

const ALWAYS = '0001-01-01';

/** "Fiscal year 2027, Denver and 3 more" */
export function scopeWords({ scope }: Grant, plan: Plan | null): string {
  const cycle =
    scope.cycle === null
      ? 'Every cycle'
      : scope.cycle === plan?.cycle.cycleId
        ? plan.cycle.name
        : `Cycle ${scope.cycle}`;
  if (scope.territories === null) return `${cycle}, every territory`;
  const names = scope.territories.map((id) => nameOf(id, plan));
  const shown =
    names.length > 3 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
  return `${cycle}, ${shown}`;
}

const nameOf = (id: TerritoryId, plan: Plan | null): string =>
  plan?.territories.find((one) => one.territoryId === id)?.name ?? `territory ${id}`;

export const periodWords = ({ from, to }: Grant): string => {
  if (from === ALWAYS) return to === null ? 'without an end' : `until ${to}`;
  return to === null ? `from ${from}` : `${from} to ${to}`;
};

export function standing({ from, to }: Grant, on: IsoDate): readonly [StatusKind, string] {
  if (to !== null && to < from) return ['none', 'Never held'];
  if (from > on) return ['info', 'Not yet'];
  if (to !== null && to < on) return ['none', 'Ended'];
  if (to === on) return ['warn', 'Ends today'];
  return to === null ? ['good', 'Holds'] : ['good', 'Holds for now'];
}
