import { Copy } from 'lucide-react';
import type { ClipboardEvent } from 'react';
import type { CapacityMonth, CapacityPlan } from '../../../../domain/capacity/capacity-by-month.ts';
import type { HeadcountScenario } from '../../../../domain/capacity/headcount.ts';
import { post, postRefusal } from '../../../session/notices.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { NumberInput } from '../../../ui/Field.tsx';
import { NONE, count, counted, decimal, moneyNumber, roundPercent } from '../../../ui/format.ts';
import { Status } from '../../../ui/Status.tsx';
import type { PeopleColumn } from './people-cells.ts';
import { copiedMonths, pastedPeople } from './people-cells.ts';
import { changeScenario } from './scenario.ts';
import { monthName, monthShort } from './words.ts';

interface TableProps {
  readonly scenario: HeadcountScenario;
  readonly plan: CapacityPlan;
}

/** Every month: who comes and goes is typed or pasted here, and what comes of it stands beside it. */
export function MonthTable({ scenario, plan }: TableProps) {
  const { currency } = usePlan();
  const unit = plan.perRep.unit === 'hours' ? 'h' : 'accounts';
  const copy = (): void => {
    void navigator.clipboard
      .writeText(copiedMonths(scenario, plan, currency))
      .then(() => post({ kind: 'done', title: `${counted(plan.months.length, 'month')} copied` }));
  };
  return (
    <section className="headcount-months" aria-label="Month by month">
      <header>
        <h3>Month by month</h3>
        <Button icon={<Copy aria-hidden="true" />} onPress={copy}>
          Copy
        </Button>
      </header>
      <table className="month-table">
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col">Hires</th>
            <th scope="col">Leavers</th>
            <th scope="col">On board</th>
            <th scope="col" title="Full reps that the work of all on board comes to">
              Ramped
            </th>
            <th scope="col" title="Ramped reps the work asks for">
              Needed
            </th>
            <th scope="col">Can do, {unit}</th>
            <th scope="col">Asked, {unit}</th>
            <th scope="col">Used</th>
            <th scope="col">Brings, {currency}</th>
            <th scope="col">Target, {currency}</th>
            <th scope="col" className="month-state">
              Reps
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.months.map((month, i) => (
            <MonthLine key={month.month} scenario={scenario} month={month} at={i} />
          ))}
        </tbody>
        <Totals plan={plan} scenario={scenario} />
      </table>
      <p className="field-hint">
        Paste a column of hires, or hires and leavers side by side, into the month they begin in. People start
        and leave on the first day of a month. Those the roster names come on top.
      </p>
    </section>
  );
}

function MonthLine(props: {
  readonly scenario: HeadcountScenario;
  readonly month: CapacityMonth;
  readonly at: number;
}) {
  const { scenario, month, at } = props;
  const { currency } = usePlan();
  const money = (minor: number | null): string => (minor === null ? NONE : moneyNumber(minor, currency));
  return (
    <tr>
      <th scope="row">{monthShort(month.month)}</th>
      <PeopleCell scenario={scenario} month={month} at={at} column="hires" />
      <PeopleCell scenario={scenario} month={month} at={at} column="leavers" />
      <td>{tidy(month.onBoard)}</td>
      <td>{decimal(month.ramped)}</td>
      <td>{decimal(month.needed)}</td>
      <td>{count(month.capacity)}</td>
      <td>{count(month.demand)}</td>
      <td>{month.capacity > 0 ? roundPercent(month.demand / month.capacity) : NONE}</td>
      <td>{money(month.quota)}</td>
      <td>{money(month.target)}</td>
      <td className="month-state">
        <State month={month} />
      </td>
    </tr>
  );
}

const tidy = (people: number): string => (people % 1 === 0 ? count(people) : decimal(people));

function State({ month }: { readonly month: CapacityMonth }) {
  if (month.nobodyLeft > 0)
    return <Status kind="bad">{`${count(month.nobodyLeft)} more leave than are there`}</Status>;
  const missing = month.needed - month.ramped;
  if (missing > 1e-5) return <Status kind="bad">{`${decimal(Math.max(0.1, missing))} short`}</Status>;
  return <Status kind="good">covered</Status>;
}

/** Typed like any number; a block from a spreadsheet fills the months from here on. */
function PeopleCell(props: {
  readonly scenario: HeadcountScenario;
  readonly month: CapacityMonth;
  readonly at: number;
  readonly column: PeopleColumn;
}) {
  const { scenario, month, at, column } = props;
  const values = scenario[column];
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    event.stopPropagation();
    const read = pastedPeople(scenario, { column, month: at }, text);
    if (read.ok) void changeScenario(scenario, read.value);
    else postRefusal('Nothing was pasted', read.errors);
  };
  return (
    <td className="month-cell" onPasteCapture={paste}>
      <NumberInput
        hideLabel
        label={`${column === 'hires' ? 'Hires' : 'Leavers'} in ${monthName(month.month)}`}
        value={values[at] ?? 0}
        minValue={0}
        onChange={(value) =>
          void changeScenario(scenario, {
            [column]: values.with(at, Number.isNaN(value) ? 0 : Math.round(value)),
          })
        }
      />
    </td>
  );
}

function Totals({ plan, scenario }: TableProps) {
  const { currency } = usePlan();
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const yearly = plan.perRep.unit === 'hours';
  const money = (minor: number | null): string => (minor === null ? NONE : moneyNumber(minor, currency));
  return (
    <tfoot>
      <tr>
        <th scope="row">All months</th>
        <td>{count(sum(scenario.hires))}</td>
        <td>{count(sum(scenario.leavers))}</td>
        <td />
        <td />
        <td />
        <td>{yearly ? count(sum(plan.months.map(({ capacity }) => capacity))) : null}</td>
        <td>{yearly ? count(sum(plan.months.map(({ demand }) => demand))) : null}</td>
        <td />
        <td>{money(plan.quota)}</td>
        <td>{money(plan.target)}</td>
        <td />
      </tr>
    </tfoot>
  );
}
