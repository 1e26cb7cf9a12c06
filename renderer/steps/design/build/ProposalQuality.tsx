import type { StoppedBy } from '../../../../solver-worker/contract.ts';
import { Status } from '../../../ui/Status.tsx';
import type { Proposal } from '../../../workspace/build-run.ts';
import { NearestTolerance } from './NearestTolerance.tsx';
import { Polish } from './Polish.tsx';
import { WhichConflict } from './WhichConflict.tsx';
import { counted, decimal, percent } from '../../../ui/format.ts';

const STOPPED: Readonly<Record<StoppedBy, string>> = {
  optimal: 'proven best',
  converged: 'no further improvement found',
  iterations: 'its budget of rounds was used',
  'wall-clock': 'its time was up',
  cancelled: 'you stopped it',
};

/** Beyond this a gap says more about the bound than about the plan. */
export const LOOSE = 0.25;

function gapWords(gap: number): string {
  if (!Number.isFinite(gap)) return 'No bound could be proven under these choices.';
  if (gap <= LOOSE)
    return `Within ${percent(Math.max(0, gap))} of the best possible under these choices, proven.`;
  return 'Not proven to be near the best possible: under these choices the proven bound is loose. Ease a wish or a cap to learn more.';
}

/** How good the answer is, and what stops it from being better. */
export function ProposalQuality({ proposal }: { readonly proposal: Proposal }) {
  const { answer, asked } = proposal;
  const { gap, run, infeasibility, prices } = answer;
  return (
    <>
      <section>
        <h3>How good it is</h3>
        <p>
          {gapWords(gap)}{' '}
          <span className="muted">
            {decimal(run.seconds)} s, seed {run.seed}; {STOPPED[run.stoppedBy]}.
          </span>
        </p>
        <Polish key={`${run.inputs} ${run.engine}`} proposal={proposal} />
        {answer.bandsViolated > 0 ? (
          <Status kind="warn">
            {counted(answer.bandsViolated, 'balance wish not met', 'balance wishes not met')}
          </Status>
        ) : (
          <Status kind="good">Every balance wish met</Status>
        )}
        {answer.unassigned.length > 0 ? (
          <Status kind="warn">
            {counted(answer.unassigned.length, 'account left out', 'accounts left out')}
          </Status>
        ) : null}
      </section>
      {infeasibility === null ? null : (
        <section>
          <h3>What cannot be met together</h3>
          <ul className="plain-list">
            {infeasibility.conflicts.map((conflict) => (
              <li key={conflict.code + conflict.text}>{conflict.text}</li>
            ))}
          </ul>
          <NearestTolerance nearest={infeasibility.nearest} />
          <WhichConflict key={answer.run.inputs} asked={asked} />
        </section>
      )}
      {prices.length === 0 ? null : (
        <section>
          <h3>What stops it from being better</h3>
          <ul className="plain-list">
            {prices.slice(0, 4).map((price) => (
              <li key={price.text}>{price.text}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
