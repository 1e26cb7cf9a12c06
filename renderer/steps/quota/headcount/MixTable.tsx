import type { CapacityPlan } from '../../../../domain/capacity/capacity-by-month.ts';
import type { HeadcountScenario } from '../../../../domain/capacity/headcount.ts';
import { mixOf } from '../../../../domain/capacity/mix.ts';
import { tierLoads } from '../../../../domain/capacity/tier-loads.ts';
import { usePlan } from '../../../session/session.ts';
import { NumberInput } from '../../../ui/Field.tsx';
import { count, counted, roundPercent } from '../../../ui/format.ts';
import { changeScenario } from './scenario.ts';
import { monthName } from './words.ts';

const SHARE: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 0 };

/** Who those reps are: by segment, hunters and farmers, with SDRs beside them (ledger CAP-08). */
export function MixTable({
  scenario,
  plan,
}: {
  readonly scenario: HeadcountScenario;
  readonly plan: CapacityPlan;
}) {
  const whole = usePlan();
  const last = plan.months.at(-1);
  if (last === undefined) return null;
  const mix = mixOf(last.onBoard, tierLoads(whole), scenario);
  const setShare = (segment: string, share: number): void => {
    const others = scenario.hunters.filter((one) => one.segment !== segment);
    void changeScenario(scenario, {
      hunters: Number.isNaN(share) ? others : [...others, { segment, share }],
    });
  };
  return (
    <section className="headcount-reference">
      <h3>Who they are, {monthName(last.month)}</h3>
      <table className="headcount-table">
        <caption className="visually-hidden">Reps by segment, hunters and farmers</caption>
        <thead>
          <tr>
            <th scope="col">Segment</th>
            <th scope="col">Reps</th>
            <th scope="col" title="Share of the segment’s reps who win new accounts">
              Hunt
            </th>
            <th scope="col">Hunters</th>
            <th scope="col">Farmers</th>
          </tr>
        </thead>
        <tbody>
          {mix.segments.map((line) => (
            <tr key={line.segment}>
              <th scope="row">{line.segment}</th>
              <td>{count(line.reps)}</td>
              <td className="month-cell">
                <NumberInput
                  hideLabel
                  label={`Share of hunters, ${line.segment}`}
                  value={scenario.hunters.find(({ segment }) => segment === line.segment)?.share ?? NaN}
                  minValue={0}
                  maxValue={1}
                  step={0.01}
                  formatOptions={SHARE}
                  placeholder={roundPercent(line.suggested)}
                  onChange={(share) => setShare(line.segment, share)}
                />
              </td>
              <td>{count(line.hunters)}</td>
              <td>{count(line.farmers)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="field-hint">
        Reps by hours of visits. An empty share follows the accounts: the work with those nobody sells to yet.
      </p>
      <NumberInput
        label="SDRs for each rep"
        value={scenario.sdrPerRep}
        minValue={0}
        maxValue={100}
        step={0.1}
        formatOptions={{ maximumFractionDigits: 2 }}
        hint={`${counted(mix.sdrs, 'SDR')} beside ${counted(mix.reps, 'rep')}`}
        onChange={(value) => void changeScenario(scenario, { sdrPerRep: Number.isNaN(value) ? 0 : value })}
      />
    </section>
  );
}
