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

const known = new Map<PlanId, Hues>();

/** Worked out when a plan has a territory without a hue, and kept: later edits change neighbours, not colours. */
function huesOf(plan: Plan): Hues {
  const key = `hues.${plan.planId}`;
  const kept = known.get(plan.planId) ?? recall(key, parseHues) ?? {};
  const ids = plan.territories.map((territory) => territory.territoryId);
  const complete = ids.every((id) => kept[id] !== undefined);
  const hues = complete ? kept : assignHues(ids, territoryAdjacency(plan), kept);
  if (!complete) keep(key, hues);
  known.set(plan.planId, hues);
  return hues;
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
  const hues = useMemo(() => huesOf(plan), [plan]);
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
