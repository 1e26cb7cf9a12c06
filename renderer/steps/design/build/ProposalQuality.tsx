import type { StoppedBy } from '../../../../solver-worker/contract.ts';
import { Status } from '../../../ui/Status.tsx';
import type { Proposal } from '../../../workspace/build-run.ts';
import { NearestTolerance } from './NearestTolerance.tsx';
import { Polish } from './Polish.tsx';
import { WhichConflict } from './WhichConflict.tsx';
import { counted, decimal, percent } from '../../../ui/format.ts';
import { balanceWord, bindingText } from '../../../workspace/binding-words.ts';

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

/** "potential and workload within ±5%", or each with its own band; an alternative is built for bands of its own. */
function bandsText({ answer, asked }: Proposal): string {
  const parts = asked.problem.measures.map(({ name, tolerance }) => {
    const band = answer.bands.find(({ measure, target }) => measure === name && target > 0);
    return {
      word: balanceWord(name),
      tolerance: band === undefined ? tolerance : band.high / band.target - 1,
    };
  });
  const [first] = parts;
  const list = new Intl.ListFormat('en', { type: 'conjunction' });
  if (parts.every(({ tolerance }) => Math.abs(tolerance - (first?.tolerance ?? 0)) < 1e-9))
    return `${list.format(parts.map(({ word }) => word))} within ±${percent(first?.tolerance)}`;
  return list.format(parts.map(({ word, tolerance }) => `${word} within ±${percent(tolerance)}`));
}

function Bands({ proposal }: { readonly proposal: Proposal }) {
  const { answer } = proposal;
  const all = answer.bands.length;
  if (all === 0) return null;
  if (answer.bandsViolated === 0)
    return (
      <Status kind="good" prose>
        All bands met: every territory’s {bandsText(proposal)}
      </Status>
    );
  return (
    <Status kind="warn" prose>
      {answer.bandsViolated} of {counted(all, 'band', 'bands')} not met: {bandsText(proposal)}
    </Status>
  );
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
        <Bands proposal={proposal} />
        <Status kind="good" prose>
          No hard rule broken, as a second check apart from the optimizer found
        </Status>
        {answer.unassigned.length > 0 ? (
          <Status kind="warn">
            {counted(answer.unassigned.length, 'account left out', 'accounts left out')}
          </Status>
        ) : null}
        <Polish key={`${run.inputs} ${run.engine}`} proposal={proposal} />
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
              <li key={price.text}>{bindingText(price, asked)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
