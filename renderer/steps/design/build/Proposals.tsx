import type { Plan } from '../../../../domain/plan/plan.ts';
import type {
  DesignChoices,
  DesignMode,
  TradeOff as TradeOffFigures,
} from '../../../../solver-worker/page/contract.ts';
import { runRecordOf } from '../../../../solver-worker/page/contract.ts';
import { commit, usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Status } from '../../../ui/Status.tsx';
import { counted } from '../../../ui/format.ts';
import type { Proposal } from '../../../workspace/build-run.ts';
import { build, dropProposals, proposeAfter } from '../../../workspace/build-run.ts';
import { keepProposal } from '../../../workspace/plan-actions.ts';
import { Alternatives } from './Alternatives.tsx';
import { EventNote } from './EventNote.tsx';
import { MeasuresAfter } from './MeasuresAfter.tsx';
import { ProposalQuality } from './ProposalQuality.tsx';

/** What was built: which one, how good it is, what it does to every measure; committed as one edit or left. */
export function Proposals(props: {
  readonly plan: Plan;
  readonly choices: DesignChoices;
  readonly mode: DesignMode;
  readonly dropped: string | null;
  readonly proposals: readonly Proposal[];
  readonly chosen: number;
  readonly present: TradeOffFigures | null;
}) {
  const plan = usePlan();
  const proposal = props.proposals[props.chosen];
  if (proposal === undefined) return null;
  const stale = plan !== props.plan;
  const { after } = proposal;
  const closing = after?.asked.before ?? null;
  const take = async (): Promise<void> => {
    if (closing !== null && !(await commit(closing)).ok) return;
    if ((await commit(proposal.command, runRecordOf(proposal.answer, props.choices))).ok) dropProposals();
  };
  const again = (): void =>
    void (after === null ? build(plan, props.mode) : proposeAfter(plan, after.event, after.label));
  return (
    <div className="inspector">
      {props.proposals.length > 1 ? <Alternatives {...props} /> : null}
      {props.dropped === null ? null : <p className="muted">{props.dropped}</p>}
      <header className="inspector-head">
        <h2>{counted(proposal.moves.rows.length, 'account would move', 'accounts would move')}</h2>
        <p className="muted">The map shows them. Nothing changes until you commit.</p>
        {after === null ? null : <EventNote proposal={{ ...proposal, after }} />}
      </header>
      {stale ? (
        <>
          <Status kind="warn" prose>
            The plan changed since this was built. Build again with the same choices for figures that hold.
          </Status>
          <Button onPress={again}>Build again</Button>
        </>
      ) : null}
      <div className="inspector-buttons">
        <Button kind="primary" isDisabled={proposal.moves.rows.length === 0} onPress={() => void take()}>
          Commit
        </Button>
        {stale || closing !== null ? null : (
          <Button onPress={() => void keepProposal(proposal, props.choices)}>Keep as a plan</Button>
        )}
        <Button onPress={dropProposals}>Discard</Button>
      </div>
      <ProposalQuality proposal={proposal} />
      <MeasuresAfter proposal={proposal} />
    </div>
  );
}
