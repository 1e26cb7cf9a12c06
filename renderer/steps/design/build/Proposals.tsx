import type { Plan } from '../../../../domain/plan/plan.ts';
import type { DesignChoices, TradeOff as TradeOffFigures } from '../../../../solver-worker/page/contract.ts';
import { runRecordOf } from '../../../../solver-worker/page/contract.ts';
import { commit, usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Status } from '../../../ui/Status.tsx';
import { counted } from '../../../ui/format.ts';
import type { Proposal } from '../../../workspace/build-run.ts';
import { dropProposals } from '../../../workspace/build-run.ts';
import { Alternatives } from './Alternatives.tsx';
import { MeasuresAfter } from './MeasuresAfter.tsx';
import { ProposalQuality } from './ProposalQuality.tsx';

/** What was built: which one, how good it is, what it does to every measure; committed as one edit or left. */
export function Proposals(props: {
  readonly plan: Plan;
  readonly choices: DesignChoices;
  readonly proposals: readonly Proposal[];
  readonly chosen: number;
  readonly present: TradeOffFigures | null;
}) {
  const plan = usePlan();
  const proposal = props.proposals[props.chosen];
  if (proposal === undefined) return null;
  const stale = plan !== props.plan;
  const take = (): void =>
    void commit(proposal.command, runRecordOf(proposal.answer, props.choices)).then((done) => {
      if (done.ok) dropProposals();
    });
  return (
    <div className="inspector">
      {props.proposals.length > 1 ? <Alternatives {...props} /> : null}
      <header className="inspector-head">
        <h2>{counted(proposal.moves.rows.length, 'account would move', 'accounts would move')}</h2>
        <p className="muted">The map shows them. Nothing changes until you commit.</p>
      </header>
      {stale ? <Status kind="warn">The plan changed since; build again for figures that hold</Status> : null}
      <div className="inspector-buttons">
        <Button kind="primary" isDisabled={proposal.moves.rows.length === 0} onPress={take}>
          Commit
        </Button>
        <Button onPress={dropProposals}>Discard</Button>
      </div>
      <ProposalQuality proposal={proposal} />
      <MeasuresAfter proposal={proposal} />
    </div>
  );
}
