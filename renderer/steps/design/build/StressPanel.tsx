import type { StressReport } from '../../../../solver-worker/contract.ts';
import { usePlan } from '../../../session/session.ts';
import { WhatIf } from './WhatIf.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { Status } from '../../../ui/Status.tsx';
import { count, percent, roundPercent } from '../../../ui/format.ts';
import type { StressState } from '../../../workspace/stress-run.ts';
import { runStress, settingsOfStress, stopStress, useStress } from '../../../workspace/stress-run.ts';

/** Does the plan on screen hold when the world differs from the forecast (ledger STR-01, STR-05)? */
export function StressPanel() {
  const plan = usePlan();
  const state = useStress((run) => run.state);
  if (state.kind === 'running')
    return (
      <div className="inspector">
        <Progress
          label="Stressing the plan"
          done={state.done / state.draws}
          detail={`${count(state.done)} of ${count(state.draws)} draws${leftText(state)}`}
          onCancel={stopStress}
          cancelLabel="Stop, keep these"
        />
      </div>
    );
  return (
    <section className="inspector" aria-label="Stress test">
      <h3>Would the present plan hold?</h3>
      <p className="field-hint">
        Draws worlds in which demand, capacity and weights differ and a rep may leave, and builds the plan
        anew in each to see what would change.
      </p>
      <div className="inspector-buttons">
        <Button onPress={() => void runStress(plan, 100)}>Stress, 100 draws</Button>
        <Button kind="quiet" onPress={() => void runStress(plan, 500)}>
          500 draws
        </Button>
      </div>
      {state.kind === 'done' ? (
        <Findings report={state.report} stale={state.plan !== plan} cap={state.cap} />
      ) : null}
      <WhatIf />
    </section>
  );
}

/** How long the rest will take, once a few draws have shown it. */
function leftText({ done, draws, started }: Extract<StressState, { readonly kind: 'running' }>): string {
  if (done < 4) return '';
  const seconds = ((performance.now() - started) / 1000 / done) * (draws - done);
  return seconds < 90 ? `, ${count(seconds)} s left` : `, ${count(seconds / 60)} min left`;
}

const WEIGHTS: Readonly<Record<string, string>> = {
  score: 'Score',
  travel: 'Travel',
  variance: 'Even score',
  continuity: 'Relationships',
  compactness: 'Compactness',
};

/** The measure in the words of the person; a spread and an evenness are named after what they are of. */
function nameOf(name: string): string {
  const [kind = '', what = ''] = name.split(':');
  switch (kind) {
    case 'imbalance':
      return 'Farthest from target';
    case 'unassigned':
      return 'Left unassigned';
    case 'cv':
      return `Spread of ${what}`;
    case 'gini':
      return `Gini of ${what}`;
    case 'overload':
      return what === 'accounts' ? 'Over capacity, accounts' : 'Over capacity, hours';
    case 'travel':
      return 'Travel, h a year';
    default:
      return name;
  }
}

const valueOf = (name: string, value: number): string => {
  if (name === 'travel') return count(value);
  return name.startsWith('gini:') ? value.toFixed(3) : percent(value);
};

function Findings(props: {
  readonly report: StressReport;
  readonly stale: boolean;
  readonly cap: number | null;
}) {
  const { report, stale, cap } = props;
  const plan = usePlan();
  const { targets } = settingsOfStress(plan, report.draws);
  const { p5, p50 } = report.stability;
  return (
    <>
      {stale ? <Status kind="warn">The plan changed since; stress it again</Status> : null}
      <p>
        <strong>{roundPercent(report.passShare)}</strong> of {count(report.draws)} draws meet every target.{' '}
        {report.mostFrequentFailure === null
          ? 'None misses any.'
          : `Most often missed: ${nameOf(report.mostFrequentFailure).toLowerCase()}, in ${roundPercent(report.failures[0]?.share ?? 0)}.`}
      </p>
      <p>
        Built anew, {roundPercent(p50)} of accounts would usually stay where they are; in the worst twentieth
        of draws {roundPercent(p5)}.{cap === null ? '' : ` At most ${roundPercent(cap)} may move in each.`}
      </p>
      <table className="measures-after measures-spread">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">P5</th>
            <th scope="col">P50</th>
            <th scope="col">P95</th>
            <th scope="col">Target</th>
          </tr>
        </thead>
        <tbody>
          {report.measures.map((spread) => (
            <tr key={spread.name}>
              <th scope="row" title={nameOf(spread.name)}>
                {nameOf(spread.name)}
              </th>
              <td>{valueOf(spread.name, spread.p5)}</td>
              <td>{valueOf(spread.name, spread.p50)}</td>
              <td>{valueOf(spread.name, spread.p95)}</td>
              <td className="muted">
                {targets[spread.name] === undefined
                  ? ''
                  : `≤ ${valueOf(spread.name, targets[spread.name] ?? 0)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="field-hint">
        The present plan in these worlds: in 5, 50 and 95 of 100 draws a figure is no larger than this.
      </p>
      {report.tornado.length === 0 ? null : <Tornado report={report} />}
    </>
  );
}

/** What each weight decides: the share of accounts that would sit elsewhere, lower on the left, higher on the right. */
function Tornado({ report }: { readonly report: StressReport }) {
  const widest = Math.max(1e-9, ...report.tornado.flatMap(({ low, high }) => [low, high]));
  return (
    <>
      <h3>What each weight decides</h3>
      <p className="field-hint">Accounts that would sit elsewhere if the weight were 20% lower, or higher.</p>
      <ul className="tornado">
        {report.tornado.map(({ name, low, high }) => (
          <li key={name}>
            <span>{WEIGHTS[name] ?? name}</span>
            <span className="tornado-low">
              {percent(low)} <i style={{ width: `${(40 * low) / widest}%` }} />
            </span>
            <span className="tornado-high">
              <i style={{ width: `${(40 * high) / widest}%` }} /> {percent(high)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
