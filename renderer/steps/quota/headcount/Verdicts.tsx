import type { CapacityPlan } from '../../../../domain/capacity/capacity-by-month.ts';
import { closingHires, firstShort } from '../../../../domain/capacity/closing-hires.ts';
import { fitGate } from '../../../../domain/capacity/fit-gate.ts';
import { growthTrigger } from '../../../../domain/capacity/growth-trigger.ts';
import type { HeadcountScenario } from '../../../../domain/capacity/headcount.ts';
import { capacityRulesOf } from '../../../../domain/capacity/rules.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { counted, decimal, moneyText, percent, roundPercent, signedPercent } from '../../../ui/format.ts';
import { Status } from '../../../ui/Status.tsx';
import { useMeasureContext } from '../../../workspace/use-figures.ts';
import { changeScenario } from './scenario.ts';
import { hiresText, monthName, monthsText } from './words.ts';

interface VerdictProps {
  readonly scenario: HeadcountScenario;
  readonly plan: CapacityPlan;
}

/** What the figures come to: does it fit, when does it fall short, what closes it. */
export function Verdicts({ scenario, plan }: VerdictProps) {
  return (
    <ul className="headcount-verdicts">
      <Fit />
      <Gap scenario={scenario} plan={plan} />
      <QuotaCapacity plan={plan} />
      <Growth plan={plan} />
    </ul>
  );
}

/** Pass or fail of the plan as it stands (ledger CAP-05). */
function Fit() {
  const context = useMeasureContext();
  const gate = fitGate(context);
  const band = capacityRulesOf(context.plan.policy).fitBand;
  if (gate.status === 'none')
    return (
      <li>
        <Status kind="info">No fit yet</Status>
        <p>No territory has a capacity. Give them one in Design, or say below what a rep can do.</p>
      </li>
    );
  return (
    <li>
      <Status kind={gate.status === 'pass' ? 'good' : 'bad'}>
        {gate.status === 'pass' ? 'Capacity fits' : 'Capacity does not fit'}
      </Status>
      <p>
        {`The territories are ${percent(gate.value)} full; ${roundPercent(1 - band)} to ${roundPercent(1 + band)} fits.`}
        {gate.outside.length === 0
          ? ''
          : ` ${counted(gate.outside.length, 'territory is', 'territories are')} outside by themselves.`}
      </p>
    </li>
  );
}

function Gap({ scenario, plan }: VerdictProps) {
  const at = firstShort(plan);
  const month = plan.months[at];
  if (month === undefined)
    return (
      <li>
        <Status kind="good">Every month is covered</Status>
        <p>Whoever is on board can do what the accounts ask for.</p>
      </li>
    );
  const closing = closingHires(plan);
  const hires = closing.hires.reduce((sum, value) => sum + value, 0);
  const take = (): void =>
    void changeScenario(scenario, {
      hires: scenario.hires.map((own, i) => own + (closing.hires[i] ?? 0)),
    });
  return (
    <li>
      <Status kind="bad">Short from {monthName(month.month)}</Status>
      <p>
        {decimal(Math.max(0.1, month.needed - month.ramped))} ramped reps are missing.
        {hires > 0
          ? ` ${closing.tooSoon.length > 0 ? 'The rest closes' : 'It closes'} with ${hiresText(closing, plan)}.`
          : ''}
        {closing.tooSoon.length > 0
          ? ` Nobody hired now is ramped in time for ${monthsText(closing.tooSoon)}: overtime, partners, or fewer visits.`
          : ''}
        {closing.hopeless ? ' More leave than can be hired.' : ''}
      </p>
      {hires > 0 ? <Button onPress={take}>{`Add ${counted(hires, 'hire')}`}</Button> : null}
    </li>
  );
}

/** Reps × ramped productivity against the plan number (ledger QUO-10). */
function QuotaCapacity({ plan }: { readonly plan: CapacityPlan }) {
  const { currency } = usePlan();
  const { quota, target } = plan;
  if (quota === null || target === null) return null;
  const gap = quota - target;
  return (
    <li>
      <Status kind={gap >= 0 ? 'good' : 'bad'}>
        {gap >= 0 ? 'The target is within reach' : 'The target is out of reach'}
      </Status>
      <p>
        They bring {moneyText(quota, currency)} in these months, {moneyText(Math.abs(gap), currency)}{' '}
        {gap >= 0 ? 'more' : 'less'} than the {moneyText(target, currency)} asked
        {target > 0 ? ` (${signedPercent(gap / target)})` : ''}.
      </p>
    </li>
  );
}

function Growth({ plan }: { readonly plan: CapacityPlan }) {
  const rules = capacityRulesOf(usePlan().policy);
  const { growth, month } = growthTrigger(plan, rules);
  const at = plan.months[month];
  if (growth === null || at === undefined) return null;
  return (
    <li>
      <Status kind="warn">Redesign the territories</Status>
      <p>
        Headcount grows by {roundPercent(growth)}, and reaches {roundPercent(rules.growthTrigger)} in{' '}
        {monthName(at.month)}: today’s territories were cut for fewer.
      </p>
    </li>
  );
}
