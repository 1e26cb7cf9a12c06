import { useRef, useState } from 'react';
import type { Plan } from '../../../../domain/plan/plan.ts';
import type { Capacity } from '../../../../domain/plan/territory.ts';
import type { NewPlace } from '../../../../solver-worker/page/contract.ts';
import {
  addPlaces,
  newPlaces,
  placingChoices,
  withFreeTerritories,
} from '../../../../solver-worker/page/contract.ts';
import { postRefusal } from '../../../session/notices.ts';
import { commit, usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { Status } from '../../../ui/Status.tsx';
import { count, counted } from '../../../ui/format.ts';
import { askOptimizer } from '../../../workspace/ask-optimizer.ts';
import { choicesFor } from '../../../workspace/build-run.ts';

type State = 'idle' | 'running' | { readonly plan: Plan; readonly places: readonly NewPlace[] };

/** Where the reps a plan lacks would sit, the present bases kept. */
export function WhereMore({ more, capacity }: { readonly more: number; readonly capacity: Capacity }) {
  const plan = usePlan();
  const [state, setState] = useState<State>('idle');
  const cancelled = useRef(false);
  const find = async (): Promise<void> => {
    cancelled.current = false;
    setState('running');
    const larger = withFreeTerritories(plan, more, capacity);
    const cancel = { cancelled: () => cancelled.current };
    const done = await askOptimizer((solver) =>
      solver.design(larger, placingChoices(choicesFor(plan)), 'one', undefined, cancel),
    );
    if (!done.ok) postRefusal('No places were found', done.errors);
    else if (done.value.refused !== null) postRefusal('No places were found', [done.value.refused]);
    const answer = done.ok ? done.value.answers[0]?.answer : undefined;
    const places = done.ok && answer !== undefined ? newPlaces(larger, done.value.made, answer, more) : [];
    setState(places.length === 0 ? 'idle' : { plan, places });
  };
  if (state === 'idle')
    return <Button onPress={() => void find()}>Where would {count(more)} more sit?</Button>;
  if (state === 'running')
    return (
      <Progress
        label="Placing reps"
        done={null}
        onCancel={() => (cancelled.current = true)}
        cancelLabel="Stop"
      />
    );
  if (state.plan !== plan) return <Status kind="warn">The plan changed since; look again</Status>;
  return (
    <>
      <ol className="plain-list">
        {state.places.map(({ city, accounts, workload, base }) => (
          <li key={`${base.lat} ${base.lon}`}>
            <strong>{city}</strong>: {counted(accounts, 'account', 'accounts')}, {count(workload)} h a year
          </li>
        ))}
      </ol>
      <div className="inspector-buttons">
        <Button kind="primary" onPress={() => void commit(addPlaces(plan, state.places, capacity))}>
          Add {counted(state.places.length, 'territory', 'territories')}
        </Button>
        <Button kind="quiet" onPress={() => setState('idle')}>
          Discard
        </Button>
      </div>
      <p className="field-hint">They come empty. Build afterwards to fill them.</p>
    </>
  );
}
