/** A CSS colour for each territory, stable through edits, restarts and themes. */
import { useMemo } from 'react';
import type { PlanId, TerritoryId } from '../../domain/brand.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Theme } from '../app/theme.ts';
import { useTheme } from '../app/theme.ts';
import { territoryAdjacency } from '../map/territory/territory-adjacency.ts';
import { useSession } from '../session/session.ts';
import { keep, recall } from '../ui/remembered.ts';
import type { Hues } from '../../domain/plan/territory-colours.ts';
import { HUES, assignHues } from '../../domain/plan/territory-colours.ts';

function parseHues(value: unknown): Hues | null {
  if (typeof value !== 'object' || value === null) return null;
  const hues: Record<TerritoryId, number> = {};
  for (const [id, hue] of Object.entries(value)) {
    if (typeof hue === 'number' && Number.isInteger(hue) && hue >= 0 && hue < HUES)
      hues[id as TerritoryId] = hue;
  }
  return hues;
}

const kept = new Map<PlanId, Hues>();
const settled = new WeakMap<Plan, Hues>();

/** Worked out once a state of the plan, from what was shown before: an edit changes a hue only where two clash. */
function huesOf(plan: Plan, isOpen: boolean): Hues {
  const before = kept.get(plan.planId) ?? recall(keyOf(plan), parseHues) ?? {};
  const hues = settled.get(plan) ?? settle(plan, before);
  settled.set(plan, hues);
  // The open plan's alone are kept, so that looking at an older version leaves the colours of today as they are.
  if (isOpen) kept.set(plan.planId, hues);
  if (isOpen && hues !== before) keep(keyOf(plan), hues);
  return hues;
}

const keyOf = (plan: Plan): string => `hues.${plan.planId}`;

/** The very object that was given where no hue changes: the map redraws what has other colours. */
function settle(plan: Plan, before: Hues): Hues {
  const ids = plan.territories.map((territory) => territory.territoryId);
  const hues = assignHues(ids, territoryAdjacency(plan), before);
  return ids.every((id) => hues[id] === before[id]) ? before : hues;
}

const NO_PLAN = (): never => {
  throw new Error('territories are coloured only while there is a plan');
};

/** By territory index. A plan that is not the open one, such as a version under review, is coloured the same way. */
export function useColours(of?: Plan): readonly string[] {
  const open = useSession((state) => state.open?.plan ?? null);
  const plan = of ?? open ?? NO_PLAN();
  const theme = useTheme((state) => state.theme);
  const ids = plan.territories;
  const hues = useMemo(() => huesOf(plan, plan === open), [plan, open]);
  return useMemo(() => {
    const tokens = hueTokens(theme);
    return ids.map((territory) => tokens[hues[territory.territoryId] ?? 0] ?? '');
  }, [ids, hues, theme]);
}

/** The hues of ui/tokens.css as the document shows them; `theme.ts` marks the document before it tells anybody. */
function hueTokens(_theme: Theme): readonly string[] {
  const style = getComputedStyle(document.documentElement);
  return Array.from({ length: HUES }, (_, hue) => style.getPropertyValue(`--hue-${hue}`).trim());
}
