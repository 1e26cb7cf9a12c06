import type { Conflict } from '../../../../solver-worker/contract.ts';
import type { Proposal } from '../../../workspace/build-run.ts';
import { missedIn, missedText, wishFor } from '../../../workspace/band-words.ts';
import { NearestTolerance } from './NearestTolerance.tsx';
import { WhichConflict } from './WhichConflict.tsx';

/** What search alone did not reach: a run that was stopped had no time for it. */
const isUnreached = ({ code }: Conflict): boolean =>
  code === 'BAND_UNREACHED' || code === 'CONTIGUITY_UNREACHED';

/** Conflicts over a band: in an alternative they speak of its own, narrower or wider ones. */
const BAND_CODES: ReadonlySet<Conflict['code']> = new Set([
  'BAND_UNREACHED',
  'LOCKED_OVER_BAND',
  'MEGA_ACCOUNT',
]);

/** What was wished and is not so in this proposal: why, what could be asked instead, and which wishes conflict. */
export function NotMet({ proposal }: { readonly proposal: Proposal }) {
  const { asked, answer } = proposal;
  if (answer.infeasibility === null) return null;
  const stopped = answer.run.stoppedBy === 'cancelled' || answer.run.stoppedBy === 'wall-clock';
  const missed = missedIn(proposal);
  const { nearest } = answer.infeasibility;
  const conflicts = answer.infeasibility.conflicts.filter(
    ({ code, name }) => !BAND_CODES.has(code) || missed.has(name),
  );
  if (conflicts.length === 0) return null;
  const early = stopped && conflicts.every(isUnreached);
  const textOf = ({ code, name, text }: Conflict): string =>
    code === 'BAND_UNREACHED' ? missedText(proposal, name) : text;
  return (
    <section>
      <h3>{early ? 'Not reached yet' : 'What could not be met'}</h3>
      <ul className="plain-list">
        {conflicts.map((conflict) => (
          <li key={conflict.code + conflict.text}>{textOf(conflict)}</li>
        ))}
      </ul>
      {early ? (
        <p className="muted">The run was stopped before these were met. Build again and let it end.</p>
      ) : (
        <>
          <NearestTolerance
            nearest={nearest
              .filter(({ measure }) => missed.has(measure))
              .map((each) => ({ ...each, asked: wishFor(proposal, each.measure) }))}
          />
          {conflicts.some(({ code }) => code !== 'CHURN_CAP') ? (
            <WhichConflict key={answer.run.inputs} asked={asked} />
          ) : null}
        </>
      )}
    </section>
  );
}
