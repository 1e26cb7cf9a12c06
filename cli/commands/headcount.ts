import type { HeadcountId, MinorUnits } from '../../domain/brand.ts';
import { minorUnits } from '../../domain/brand.ts';
import { capacityByMonth } from '../../domain/capacity/capacity-by-month.ts';
import type { CapacityPlan } from '../../domain/capacity/capacity-by-month.ts';
import { closingHires, firstShort } from '../../domain/capacity/closing-hires.ts';
import type { ClosingHires } from '../../domain/capacity/closing-hires.ts';
import { fitGate } from '../../domain/capacity/fit-gate.ts';
import type { FitGate } from '../../domain/capacity/fit-gate.ts';
import { growthTrigger } from '../../domain/capacity/growth-trigger.ts';
import type { GrowthTrigger } from '../../domain/capacity/growth-trigger.ts';
import type { HeadcountScenario } from '../../domain/capacity/headcount.ts';
import { newScenario } from '../../domain/capacity/new-scenario.ts';
import { capacityRulesOf } from '../../domain/capacity/rules.ts';
import { measureContext } from '../../domain/measures/measure-plan.ts';
import { moneyText } from '../../domain/measures/wording.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { questionCommand } from '../bundle-question.ts';

const USAGE = `Usage: bailiwick headcount BUNDLE [options]

Says, month by month, what the people of a plan can do against what it asks for,
the first month that falls short, and who has to start by when to close it.

  --scenario NAME  a headcount scenario of the plan (default: the one it counts on,
                   else its roster as it stands)
  --json           one JSON object on standard output

It does not verify the bundle. Exit code 2 for a usage or input error.`;

interface Answer {
  readonly scenario: HeadcountScenario;
  readonly fit: FitGate;
  readonly plan: Omit<CapacityPlan, 'people'>;
  readonly closing: ClosingHires;
  /** Index of the first month that falls short, or -1. */
  readonly firstShort: number;
  readonly growth: GrowthTrigger;
  readonly currency: string;
}

export const headcount = questionCommand({
  name: 'headcount',
  summary: 'say by month whether a plan has the people it needs',
  usage: USAGE,
  options: { scenario: { type: 'string' } },
  ask: (plan, { scenario }) => answerOf(plan, scenario),
  describe: (answer: Answer) => describe(answer),
});

function answerOf(plan: Plan, named: string | undefined): Result<Answer> {
  const scenario =
    named === undefined
      ? (plan.headcount[0] ?? newScenario(plan, 'roster' as HeadcountId, 'Roster as it stands'))
      : plan.headcount.find(({ name }) => name.toLowerCase() === named.toLowerCase());
  if (scenario === undefined) {
    const known = plan.headcount.map(({ name }) => name).join(', ');
    const message = `There is no scenario "${named ?? ''}" in this plan; ${known === '' ? 'it has none' : `it has ${known}`}.`;
    return refuse(codedError('UNKNOWN_HEADCOUNT', message));
  }
  const found = capacityByMonth(plan, scenario);
  if (!found.ok) return found;
  const { people: _asked, ...shown } = found.value;
  return ok({
    scenario,
    fit: fitGate(measureContext(plan)),
    plan: shown,
    closing: closingHires(found.value),
    firstShort: firstShort(found.value),
    growth: growthTrigger(found.value, capacityRulesOf(plan.policy)),
    currency: plan.currency,
  });
}

function describe({ scenario, fit, plan, closing, growth, currency, firstShort: short }: Answer): string {
  const money = (amount: MinorUnits | null): string =>
    amount === null ? '' : moneyText(currency, minorUnits(amount)).padStart(18);
  const column = (value: number, digits = 1): string => value.toFixed(digits).padStart(9);
  const hires = closing.hires.flatMap((count, i) =>
    count === 0 ? [] : [`${count} by ${plan.months[i]?.month ?? ''}`],
  );
  return [
    `${scenario.name}: ${short < 0 ? 'every month is covered' : `short from ${plan.months[short]?.month ?? ''}`}`,
    `month    on board   ramped   needed   can do    asked (${plan.perRep.unit})`,
    ...plan.months.map(
      (m) =>
        `${m.month} ${column(m.onBoard)}${column(m.ramped)}${column(m.needed)}${column(m.capacity, 0)}${column(m.demand, 0)}${money(m.quota)}`,
    ),
    ...(hires.length === 0 ? [] : [`Hire ${hires.join(', ')}`]),
    ...(closing.tooSoon.length === 0
      ? []
      : [`Nobody hired now is ramped in time for ${closing.tooSoon.join(', ')}`]),
    ...(plan.quota === null || plan.target === null
      ? []
      : [`They bring ${moneyText(currency, plan.quota)}; ${moneyText(currency, plan.target)} is asked`]),
    `Fit: ${fit.status}. ${fit.explanation}`,
    `Growth: ${growth.explanation}`,
  ].join('\n');
}
