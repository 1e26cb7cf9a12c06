import { useEffect, useRef, useState } from 'react';
import type { ConflictingWishes } from '../../../../solver-worker/contract.ts';
import type { PlanProblem } from '../../../../solver-worker/page/contract.ts';
import { postRefusal } from '../../../session/notices.ts';
import { Button } from '../../../ui/Button.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { askOptimizer } from '../../../workspace/ask-optimizer.ts';

type State = 'idle' | 'running' | { readonly found: ConflictingWishes | null };

/** The smallest set of wishes that cannot be met together, searched for when asked: it takes several runs. */
export function WhichConflict({ asked }: { readonly asked: Pick<PlanProblem, 'problem' | 'settings'> }) {
  const [state, setState] = useState<State>('idle');
  const cancelled = useRef(false);
  useEffect(() => () => void (cancelled.current = true), []);
  const search = async (): Promise<void> => {
    cancelled.current = false;
    setState('running');
    const { problem, settings } = asked;
    const cancel = { cancelled: () => cancelled.current };
    const done = await askOptimizer((solver) =>
      solver.conflictingWishes(problem, settings, undefined, cancel),
    );
    if (!done.ok) postRefusal('The conflict was not found', done.errors);
    setState(done.ok ? { found: done.value } : 'idle');
  };
  if (state === 'idle') return <Button onPress={() => void search()}>Find which wishes conflict</Button>;
  if (state === 'running')
    return (
      <Progress
        label="Leaving out one wish after the other"
        done={null}
        onCancel={() => (cancelled.current = true)}
      />
    );
  if (state.found === null) return <p>With a fresh start all of them can be met. Build again.</p>;
  return (
    <>
      <p>
        {state.found.complete
          ? 'Together these cannot be met; easing any one of them is enough, as far as we searched:'
          : 'Stopped early; what conflicts is among these:'}
      </p>
      <ul className="plain-list wishes">
        {state.found.wishes.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
