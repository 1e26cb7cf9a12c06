import { useEffect, useMemo, useRef, useState } from 'react';
import type { NotExact } from '../../../../solver-worker/page/contract.ts';
import { notExact } from '../../../../solver-worker/page/contract.ts';
import { postRefusal } from '../../../session/notices.ts';
import { Button } from '../../../ui/Button.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import type { Proposal } from '../../../workspace/build-run.ts';
import { takeAnswer } from '../../../workspace/build-run.ts';
import { POLISH_SECONDS, polishProposal } from '../../../workspace/polish-run.ts';
import type { PolishRun } from '../../../workspace/polish-run.ts';

/** Why the exact solver is not offered, so that nobody looks for it. */
const WHY_NOT: Readonly<Record<NotExact, string>> = {
  variance: 'even score is squared, and an exact solver wants straight lines. Set its weight to 0 for it.',
  'soft-bands': 'bands are priced, not held.',
  contiguity: 'territories are asked to lie in one piece.',
  'free-centres': 'centres are being placed.',
  'nothing-free': '',
  'too-large': 'the plan is too large for one; a few hundred accounts are its limit.',
};

/** Below this there is nothing left to gain. */
const TIGHT = 1e-5;

/** Small plans can be polished, and often proven best, by an exact solver: offered where that has been seen to help. */
export function Polish({ proposal }: { readonly proposal: Proposal }) {
  const { asked, answer } = proposal;
  const against = useMemo(() => notExact(asked.problem, asked.settings), [asked]);
  const [state, setState] = useState<'idle' | 'running' | 'nothing'>('idle');
  const run = useRef<PolishRun | null>(null);
  useEffect(() => () => run.current?.stop(), []);
  const start = async (): Promise<void> => {
    setState('running');
    run.current = polishProposal(proposal);
    const done = await run.current.done;
    setState(done.ok && done.value === null ? 'nothing' : 'idle');
    if (!done.ok) postRefusal('The plan was not polished', done.errors);
    else if (done.value !== null) takeAnswer(proposal, done.value.answer);
  };
  if (answer.run.engine.endsWith('HiGHS'))
    return <p className="muted">An exact solver looked it over; every rule was checked again.</p>;
  if (state === 'nothing') return <p className="muted">The exact search ended without a better one.</p>;
  if (state === 'running')
    return (
      <Progress
        label="Searching exactly"
        done={null}
        detail={`at most ${POLISH_SECONDS} s`}
        onCancel={() => run.current?.stop()}
        cancelLabel="Stop"
      />
    );
  if (answer.gap <= TIGHT) return null;
  if (against !== null)
    return WHY_NOT[against] === '' ? null : <p className="muted">No exact search: {WHY_NOT[against]}</p>;
  return <Button onPress={() => void start()}>Search exactly for a better one</Button>;
}
