import type { StoppedBy } from '../../../../solver-worker/contract.ts';
import { Status } from '../../../ui/Status.tsx';
import type { Proposal } from '../../../workspace/build-run.ts';
import { LeftOut } from './LeftOut.tsx';
import { NotMet } from './NotMet.tsx';
import { Polish } from './Polish.tsx';
import { decimal, percent } from '../../../ui/format.ts';
import { bandVerdict, notHeldText } from '../../../workspace/band-words.ts';
import { bindingText } from '../../../workspace/binding-words.ts';

const STOPPED: Readonly<Record<StoppedBy, string>> = {
  optimal: 'proven best',
  converged: 'no further improvement found',
  iterations: 'its budget of rounds was used',
  'wall-clock': 'its time was up',
  cancelled: 'you stopped it',
};

/** Beyond this a gap says more about the bound than about the plan. */
export const LOOSE = 0.25;

/** "0.0%" would claim more than was proven. */
export const gapPercent = (gap: number): string => (gap < 0.0005 ? 'less than 0.1%' : percent(gap));

function gapWords(gap: number): string {
  if (!Number.isFinite(gap)) return 'No bound could be proven under these choices.';
  if (gap <= 1e-6) return 'The best possible under these choices, proven.';
  if (gap <= LOOSE) return `Within ${gapPercent(gap)} of the best possible under these choices, proven.`;
  return 'Not proven to be near the best possible: under these choices the proven bound is loose. Ease a wish or a cap to learn more.';
}

function Bands({ proposal }: { readonly proposal: Proposal }) {
  const verdict = bandVerdict(proposal);
  const rest = notHeldText(proposal);
  return (
    <>
      {verdict === null ? null : (
        <Status kind={verdict.kind} prose>
          {verdict.text}
        </Status>
      )}
      {rest === null ? null : (
        <Status kind="info" prose>
          {rest}
        </Status>
      )}
    </>
  );
}

/** How good the answer is, and what stops it from being better. */
export function ProposalQuality({ proposal }: { readonly proposal: Proposal }) {
  const { answer } = proposal;
  const { gap, run, prices } = answer;
  return (
    <>
      <section>
        <h3>How good it is</h3>
        <p>
          {gapWords(gap)}{' '}
          <span className="muted">
            {decimal(run.seconds)} s, seed {run.seed};{' '}
            {run.warmStart ? 'begun from the last plan built; ' : ''}
            {STOPPED[run.stoppedBy]}.
          </span>
        </p>
        <Bands proposal={proposal} />
        <Status kind="good" prose>
          No hard rule broken, as a second check apart from the optimizer found
        </Status>
        <LeftOut proposal={proposal} />
        <Polish key={`${run.inputs} ${run.engine}`} proposal={proposal} />
      </section>
      <NotMet proposal={proposal} />
      {prices.length === 0 ? null : (
        <section>
          <h3>What stops it from being better</h3>
          <ul className="plain-list">
            {prices.slice(0, 4).map((price) => (
              <li key={price.text}>{bindingText(price, proposal)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
