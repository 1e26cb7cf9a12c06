import { useDeferredValue, useMemo, useState } from 'react';
import { factsOf } from '../../../domain/measures/facts.ts';
import type { Policy } from '../../../domain/governance/policy.ts';
import { commit, usePlan } from '../../session/session.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ScoreAccounts } from './ScoreAccounts.tsx';
import { ScoreOverview } from './ScoreOverview.tsx';
import { TierTable } from './TierTable.tsx';
import { WeightEditor } from './WeightEditor.tsx';
import './score-step.css';

/** What makes an account worth covering: weights on the left, what they do to all accounts and to one beside it. */
export function ScoreStep() {
  const plan = usePlan();
  const [draft, setDraft] = useState<Policy | null>(null);
  const policy = draft ?? plan.policy;
  const shown = useDeferredValue(policy);
  const planned = useMemo(() => ({ ...plan, policy: shown }), [plan, shown]);
  const facts = useMemo(() => factsOf(planned), [planned]);
  const [row, setRow] = useState<number | null>(null);
  const apply = (): void =>
    void commit({ type: 'setPolicy', policy }).then((done) => {
      if (done.ok) setDraft(null);
    });
  return (
    <div className="score-step">
      <Panel title="Weights and tiers">
        <div className="score-edit">
          <WeightEditor policy={policy} onChange={setDraft} />
          <TierTable policy={policy} onChange={setDraft} />
        </div>
      </Panel>
      <ScoreOverview
        before={factsOf(plan)}
        facts={facts}
        plan={planned}
        isDraft={draft !== null}
        onApply={apply}
        onDiscard={() => setDraft(null)}
      />
      <ScoreAccounts plan={planned} facts={facts} row={row} onRow={setRow} />
    </div>
  );
}
