import type { SolverPhase, SolverProgress } from '../../../../solver-worker/contract.ts';
import { Falling } from './Falling.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { NONE, count, decimal, percent } from '../../../ui/format.ts';
import { stopBuild } from '../../../workspace/build-run.ts';

const PHASE_WORDS: Readonly<Record<SolverPhase, string>> = {
  candidates: 'Choosing candidate territories',
  bound: 'Proving what is possible',
  build: 'Building a first plan',
  repair: 'Bringing it within bounds',
  improve: 'Improving it',
  centres: 'Placing centres',
  stopping: 'Stopping, with the best so far',
  done: 'Done',
};

const figure = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 5 });
const known = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value)
    ? NONE
    : figure.format(value).replace('-', '−');

export function BuildProgress(props: {
  readonly progress: SolverProgress | null;
  readonly history: readonly SolverProgress[];
}) {
  const { progress, history } = props;
  return (
    <div className="inspector">
      <Progress
        label={progress === null ? 'Reading the plan' : PHASE_WORDS[progress.phase]}
        done={null}
        detail={progress === null ? '' : `${decimal(progress.seconds)} s`}
        onCancel={stopBuild}
        cancelLabel="Stop, keep the best"
      />
      <Falling history={history} />
      <FactList
        facts={[
          ['Best so far, lower is better', known(progress?.objective)],
          ['Nothing better than', known(progress?.bound)],
          [
            'Gap between them',
            progress?.gap === null || progress?.gap === undefined ? NONE : percent(progress.gap),
          ],
          ['Bands not met yet', count(progress?.bandsViolated)],
          ['Round', count(progress?.iteration)],
        ]}
      />
      <p className="muted">You can go on working; the plan changes only when you commit the answer.</p>
    </div>
  );
}
