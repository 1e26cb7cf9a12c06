import { useState } from 'react';
import type { Plan } from '../../../../domain/plan/plan.ts';
import type { PlanPairing } from '../../../../solver-worker/page/contract.ts';
import { commandFromPairing, pairPlan } from '../../../../solver-worker/page/contract.ts';
import { commit, usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Status } from '../../../ui/Status.tsx';
import { counted, roundPercent } from '../../../ui/format.ts';

/** Which rep for which territory: the set of pairings with the greatest total, and why (ledger DSN-15). */
export function Pairing() {
  const plan = usePlan();
  const [made, setMade] = useState<{ readonly plan: Plan; readonly pairing: PlanPairing } | null>(null);
  return (
    <details className="build-more">
      <summary>Who fits which territory?</summary>
      <p className="field-hint">
        Pairs reps and territories so that skills, relationships and nearness to home add up to the most.
        Locked territories and teams keep whom they have.
      </p>
      {plan.reps.length === 0 ? (
        <p>The plan has no roster yet. Bring one in on the Data step.</p>
      ) : (
        <div className="inspector-buttons">
          <Button onPress={() => setMade({ plan, pairing: pairPlan(plan) })}>Pair reps</Button>
        </div>
      )}
      {made === null ? null : made.plan === plan ? (
        <Pairs plan={plan} pairing={made.pairing} />
      ) : (
        <Status kind="warn">The plan changed since; pair again</Status>
      )}
    </details>
  );
}

function Pairs({ plan, pairing }: { readonly plan: Plan; readonly pairing: PlanPairing }) {
  const command = commandFromPairing(plan, pairing);
  const changes = new Map(command?.pairs.map(({ territory, repId }) => [territory, repId]));
  return (
    <>
      <p>
        {command === null
          ? 'No other set of pairings scores higher than today’s.'
          : `${counted(changes.size, 'territory', 'territories')} would change rep: ${roundPercent(pairing.total / Math.max(1e-9, pairing.totalPresent) - 1)} more fit in all.`}{' '}
        {pairing.skillsKnown ? '' : 'No account asks for a skill of the roster, so skills weigh nothing.'}
      </p>
      <table className="measures-after">
        <thead>
          <tr>
            <th scope="col">Territory, rep</th>
            <th scope="col">Skills</th>
            <th scope="col">Known</th>
            <th scope="col">Near</th>
            <th scope="col">Fit</th>
          </tr>
        </thead>
        <tbody>
          {pairing.best.map((pair) => {
            const index = pairing.territories[pair.territory] ?? -1;
            return (
              <tr key={index}>
                <th scope="row">
                  {plan.territories[index]?.name}
                  <br />
                  <span className="muted">
                    {pairing.reps[pair.rep]?.name}
                    {changes.has(index) ? ', new' : ''}
                  </span>
                </th>
                <td>{partOf(pair.skills, pairing.weights.skills)}</td>
                <td>{partOf(pair.relationships, pairing.weights.relationships)}</td>
                <td>{partOf(pair.nearness, pairing.weights.nearness)}</td>
                <td>
                  <strong>{roundPercent(pair.score)}</strong>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="field-hint">
        Skills: share of potential that asks for them. Known: share of sales already worked. Near: 100% at
        home. Fit weighs them {weightsText(pairing)}.
      </p>
      {command === null ? null : (
        <div className="inspector-buttons">
          <Button kind="primary" onPress={() => void commit(command)}>
            Commit {counted(changes.size, 'pairing', 'pairings')}
          </Button>
        </div>
      )}
    </>
  );
}

const partOf = (contribution: number, weight: number): string =>
  weight > 0 ? roundPercent(contribution / weight) : '–';

const weightsText = ({ weights }: PlanPairing): string =>
  [weights.skills, weights.relationships, weights.nearness].map((weight) => roundPercent(weight)).join(', ');
