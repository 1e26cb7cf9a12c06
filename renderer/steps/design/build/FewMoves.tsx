import { useState } from 'react';
import { textAt } from '../../../../domain/plan/account-table.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import { moveFix } from '../../../../domain/advice/move-fix.ts';
import type { PlanMoves } from '../../../../solver-worker/page/contract.ts';
import { postRefusal } from '../../../session/notices.ts';
import { commit, usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { Status } from '../../../ui/Status.tsx';
import { counted, decimal, percent, roundPercent } from '../../../ui/format.ts';
import { askOptimizer } from '../../../workspace/ask-optimizer.ts';
import { choicesFor } from '../../../workspace/build-run.ts';
import { showRows } from '../../../workspace/map-view.ts';
import { selectRows } from '../../../workspace/selection.ts';

const MOST = 10;

type State = 'idle' | 'running' | { readonly plan: Plan; readonly found: PlanMoves };

/** The few moves that repair most of the plan on screen, as a list to commit or leave (ledger DSN-13). */
export function FewMoves() {
  const plan = usePlan();
  const [state, setState] = useState<State>('idle');
  const find = async (): Promise<void> => {
    setState('running');
    const done = await askOptimizer((solver) => solver.fewMoves(plan, choicesFor(plan), MOST));
    if (!done.ok) postRefusal('No moves were found', done.errors);
    setState(done.ok ? { plan, found: done.value } : 'idle');
  };
  return (
    <details className="build-more">
      <summary>A few moves that repair most</summary>
      <p className="field-hint">
        From the plan as it is, one account at a time: what takes most off bands and capacities for its
        travel. Locks, rules and caps hold.
      </p>
      {state === 'running' ? (
        <Progress label="Looking for moves" done={null} />
      ) : (
        <div className="inspector-buttons">
          <Button onPress={() => void find()}>Find {MOST} moves</Button>
        </div>
      )}
      {typeof state === 'string' ? null : <Found plan={plan} state={state} onDone={() => setState('idle')} />}
    </details>
  );
}

function Found(props: {
  readonly plan: Plan;
  readonly state: Exclude<State, string>;
  readonly onDone: () => void;
}) {
  const { plan, onDone } = props;
  const { found } = props.state;
  const { moves } = found;
  if (props.state.plan !== plan) return <Status kind="warn">The plan changed since; find moves again</Status>;
  if (found.refused !== null)
    return (
      <Status kind="warn" prose>
        The moves found would break a rule that the plan keeps now, so none is offered. Build a plan instead:
        it weighs every rule at once.
      </Status>
    );
  if (moves.length === 0) return <p>No single move is worth its travel. Build a plan instead.</p>;
  const rows = Int32Array.from(moves, ({ row }) => row);
  const take = async (): Promise<void> => {
    const label = `Move ${counted(moves.length, 'account', 'accounts')} that repair most`;
    const fix = moveFix(
      label,
      'BALANCE_MOVE',
      moves.map(({ row, to }) => ({ row, territory: to })),
    );
    if ((await commit(fix.command)).ok) onDone();
  };
  return (
    <>
      <p>
        {counted(moves.length, 'move takes', 'moves take')} away{' '}
        <strong>{roundPercent(1 - found.left)}</strong> of what lies outside bands and capacities.
      </p>
      <ol className="few-moves">
        {moves.map((move) => (
          <li key={move.row}>
            <button type="button" onClick={() => lookAtRow(move.row)}>
              <strong className="truncate">{textAt(plan.accounts, 'name', move.row) ?? 'Account'}</strong>
              <span>
                {nameOf(plan, move.from)} → {nameOf(plan, move.to)}
              </span>
              <span className="muted">
                repairs {percent(move.repairs)}, {signedHours(move.travel)}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <div className="inspector-buttons">
        <Button kind="primary" onPress={() => void take()}>
          Commit {counted(moves.length, 'move', 'moves')}
        </Button>
        <Button
          onPress={() => {
            selectRows(rows);
            showRows(rows);
          }}
        >
          Show on the map
        </Button>
        <Button kind="quiet" onPress={onDone}>
          Discard
        </Button>
      </div>
    </>
  );
}

function lookAtRow(row: number): void {
  const rows = Int32Array.of(row);
  selectRows(rows);
  showRows(rows);
}

const nameOf = (plan: Plan, territory: number): string => plan.territories[territory]?.name ?? 'Unassigned';

const signedHours = (hours: number): string =>
  Math.abs(hours) < 0.05
    ? 'no more travel'
    : `${decimal(Math.abs(hours))} h ${hours < 0 ? 'less' : 'more'} travel a year`;
