import { capacityRatio } from '../../../../domain/capacity/capacity-ratio.ts';
import { repUtilisation } from '../../../../domain/capacity/rep-utilisation.ts';
import { capacityRulesOf } from '../../../../domain/capacity/rules.ts';
import type { MeasureStatus } from '../../../../domain/measures/measure.ts';
import { liveTerritories } from '../../../../domain/measures/territories.ts';
import { NONE, decimal, percent, roundPercent } from '../../../ui/format.ts';
import type { StatusKind } from '../../../ui/Status.tsx';
import { Status } from '../../../ui/Status.tsx';
import { useMeasureContext } from '../../../workspace/use-figures.ts';

const KIND: Readonly<Record<MeasureStatus, StatusKind>> = {
  pass: 'good',
  warn: 'warn',
  fail: 'bad',
  none: 'none',
};

/** Accounts for what each can carry, and how much of the reps' time is with customers (ledger CAP-04, CAP-10). */
export function ByTerritory() {
  const context = useMeasureContext();
  const { plan } = context;
  const rules = capacityRulesOf(plan.policy);
  const all = repUtilisation(context, null);
  return (
    <section className="headcount-reference">
      <h3>By territory, as planned</h3>
      <table className="headcount-table">
        <caption className="visually-hidden">
          Accounts for capacity and time with customers, by territory
        </caption>
        <thead>
          <tr>
            <th scope="col">Territory</th>
            <th scope="col" title="Accounts ÷ the accounts its capacity is good for">
              Accounts ÷ capacity
            </th>
            <th scope="col" title="Visits ÷ available hours">
              With customers
            </th>
          </tr>
        </thead>
        <tbody>
          {liveTerritories(plan).map((t) => {
            const ratio = capacityRatio(context, t);
            const time = repUtilisation(context, t);
            return (
              <tr key={t}>
                <th scope="row" className="truncate">
                  {plan.territories[t]?.name}
                </th>
                <td>
                  {ratio === null ? (
                    NONE
                  ) : (
                    <Status kind={KIND[ratio.status]}>{ratio.ratio.toFixed(2)}</Status>
                  )}
                </td>
                <td>
                  {time.value === null ? (
                    NONE
                  ) : (
                    <Status kind={KIND[time.status]}>{roundPercent(time.value)}</Status>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="field-hint">
        Accounts: {decimal(rules.ratioLow)} to {decimal(rules.ratioHigh)} is usual, above{' '}
        {decimal(rules.ratioAlert)} alarms. All reps plan {percent(all.value)} of their hours with customers;
        below {roundPercent(rules.sellingTimeAlert)} of it something else fills the week. Travel is not in it,
        but where both do not fit a week it alarms.
      </p>
    </section>
  );
}
