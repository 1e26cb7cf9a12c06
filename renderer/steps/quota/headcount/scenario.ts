/** The scenario looked at. Until somebody changes something it is only a proposal, and nothing is stored. */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { HeadcountId } from '../../../../domain/brand.ts';
import type { CapacityPlan } from '../../../../domain/capacity/capacity-by-month.ts';
import { capacityByMonth } from '../../../../domain/capacity/capacity-by-month.ts';
import type { HeadcountScenario } from '../../../../domain/capacity/headcount.ts';
import { newScenario } from '../../../../domain/capacity/new-scenario.ts';
import type { Result } from '../../../../domain/result.ts';
import { commit, usePlan } from '../../../session/session.ts';

const useChosen = create<{ readonly id: HeadcountId | null }>(() => ({ id: null }));

export const chooseScenario = (id: HeadcountId | null): void => useChosen.setState({ id });

export const newHeadcountId = (): HeadcountId => `headcount-${crypto.randomUUID()}` as HeadcountId;

interface Shown {
  readonly scenario: HeadcountScenario;
  /** Part of the plan; else it becomes so with the first change. */
  readonly kept: boolean;
  readonly found: Result<CapacityPlan>;
}

export function useScenario(): Shown {
  const plan = usePlan();
  const { id } = useChosen();
  return useMemo(() => {
    const kept = plan.headcount.find(({ headcountId }) => headcountId === id) ?? plan.headcount[0];
    const scenario = kept ?? newScenario(plan, newHeadcountId(), 'Base');
    return { scenario, kept: kept !== undefined, found: capacityByMonth(plan, scenario) };
  }, [plan, id]);
}

/** One change of a scenario is one edit of the plan. */
export async function changeScenario(
  scenario: HeadcountScenario,
  part: Partial<HeadcountScenario>,
): Promise<boolean> {
  const done = await commit({ type: 'setHeadcount', scenario: { ...scenario, ...part } });
  return done.ok;
}
