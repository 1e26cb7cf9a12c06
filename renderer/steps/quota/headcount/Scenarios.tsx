import type { HeadcountId } from '../../../../domain/brand.ts';
import { capacityByMonth } from '../../../../domain/capacity/capacity-by-month.ts';
import { firstShort } from '../../../../domain/capacity/closing-hires.ts';
import type { HeadcountScenario } from '../../../../domain/capacity/headcount.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { NONE, count, decimal, moneyText } from '../../../ui/format.ts';
import { chooseScenario } from './scenario.ts';
import { monthShort } from './words.ts';

/** All scenarios of the plan side by side; nothing while there is only one. */
export function Scenarios({ shown }: { readonly shown: HeadcountId }) {
  const { headcount } = usePlan();
  if (headcount.length < 2) return null;
  return (
    <section className="headcount-months" aria-label="Scenarios side by side">
      <h3>Scenarios side by side</h3>
      <table className="month-table">
        <thead>
          <tr>
            <th scope="col">Scenario</th>
            <th scope="col">Hires</th>
            <th scope="col">Leavers</th>
            <th scope="col">At the end</th>
            <th scope="col">Short months</th>
            <th scope="col">First short</th>
            <th scope="col">Most missing</th>
            <th scope="col">Brings</th>
          </tr>
        </thead>
        <tbody>
          {headcount.map((scenario) => (
            <ScenarioLine
              key={scenario.headcountId}
              scenario={scenario}
              shown={scenario.headcountId === shown}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ScenarioLine({
  scenario,
  shown,
}: {
  readonly scenario: HeadcountScenario;
  readonly shown: boolean;
}) {
  const plan = usePlan();
  const found = capacityByMonth(plan, scenario);
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const name = shown ? (
    <strong>{scenario.name}</strong>
  ) : (
    <Button kind="quiet" onPress={() => chooseScenario(scenario.headcountId)}>
      {scenario.name}
    </Button>
  );
  if (!found.ok)
    return (
      <tr>
        <th scope="row">{name}</th>
        <td colSpan={7}>{found.errors[0]?.message}</td>
      </tr>
    );
  const { months, quota } = found.value;
  const missing = months.map(({ needed, ramped }) => Math.max(0, needed - ramped));
  const first = months[firstShort(found.value)];
  return (
    <tr aria-current={shown ? 'true' : undefined}>
      <th scope="row">{name}</th>
      <td>{count(sum(months.map(({ started }) => started)))}</td>
      <td>{decimal(sum(months.map(({ left }) => left)))}</td>
      <td>{decimal(months.at(-1)?.onBoard ?? 0)}</td>
      <td>{count(missing.filter((value) => value > 1e-5).length)}</td>
      <td>{first === undefined ? NONE : monthShort(first.month)}</td>
      <td>{decimal(Math.max(0, ...missing))}</td>
      <td>{moneyText(quota, plan.currency)}</td>
    </tr>
  );
}
