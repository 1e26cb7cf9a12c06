import type { Measured } from '../../../../domain/measures/measure-plan.ts';
import { useSession } from '../../../session/session.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import type { StatusKind } from '../../../ui/Status.tsx';
import { Status } from '../../../ui/Status.tsx';
import type { Proposal } from '../../../workspace/build-run.ts';
import { measureText } from '../../../workspace/measure-text.ts';
import type { MeasuredChange } from '../../../workspace/proposal-outcome.ts';
import { shortLabel } from '../../../../domain/measures/wording.ts';
import { outcomeOf } from '../../../workspace/proposal-outcome.ts';

const KINDS: Readonly<Record<Measured['result']['status'], StatusKind>> = {
  pass: 'good',
  warn: 'warn',
  fail: 'bad',
  none: 'none',
};
const WORDS: Readonly<Record<Measured['result']['status'], string>> = {
  pass: 'met',
  warn: 'watch',
  fail: 'missed',
  none: '',
};

/** Every plan measure before and after, had the proposal been committed. */
export function MeasuresAfter({ proposal }: { readonly proposal: Proposal }) {
  const open = useSession((state) => state.open);
  if (open === null) return null;
  const outcome = outcomeOf(open, proposal);
  if (!outcome.ok)
    return <ErrorNotice title="This proposal no longer fits the plan" errors={outcome.errors} />;
  return (
    <section>
      <h3>
        Measures: {metOf(outcome.value, 'measured')} met, {metOf(outcome.value, 'was')} now
      </h3>
      <table className="measures-after measures-compact">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">Now</th>
            <th scope="col">Then</th>
            <th scope="col">
              <span className="visually-hidden">Verdict</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {outcome.value.map((change) => (
            <Line key={change.measured.measure.key} {...change} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ measured, was }: MeasuredChange) {
  const { measure, result } = measured;
  return (
    <tr title={`${measure.label}: ${result.explanation}`}>
      <th scope="row">{shortLabel(measure.label)}</th>
      <td className="muted">{measureText(was.result.value, measure.unit)}</td>
      <td>
        <strong>{measureText(result.value, measure.unit)}</strong>
      </td>
      <td>
        <Status kind={KINDS[result.status]}>
          <span className="visually-hidden">{WORDS[result.status]}</span>
        </Status>
      </td>
    </tr>
  );
}

function metOf(changes: readonly MeasuredChange[], side: 'measured' | 'was'): string {
  const judged = changes.filter((change) => change[side].result.status !== 'none');
  const met = judged.filter((change) => change[side].result.status === 'pass').length;
  return side === 'was' ? String(met) : `${met} of ${judged.length}`;
}
