import { useMemo } from 'react';
import { applyCommand } from '../../../../domain/commands/apply-command.ts';
import { updateAccumulators } from '../../../../domain/measures/accumulators.ts';
import type { Measured } from '../../../../domain/measures/measure-plan.ts';
import { measurePlan } from '../../../../domain/measures/measure-plan.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import type { CodedError } from '../../../../domain/result.ts';
import { runRecordOf } from '../../../../solver-worker/page/contract.ts';
import { actor, commit, now, usePlan, useSession } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import type { StatusKind } from '../../../ui/Status.tsx';
import { Status } from '../../../ui/Status.tsx';
import { count, counted, percent, roundPercent } from '../../../ui/format.ts';
import type { TradeOff as TradeOffFigures } from '../../../../solver-worker/page/contract.ts';
import type { Proposal } from '../../../workspace/build-run.ts';
import { chooseProposal, dropProposals } from '../../../workspace/build-run.ts';
import { measureText } from '../../../workspace/measure-text.ts';
import { TradeOff } from './TradeOff.tsx';
import { LOOSE, ProposalQuality } from './ProposalQuality.tsx';

export function Proposals(props: {
  readonly plan: Plan;
  readonly proposals: readonly Proposal[];
  readonly chosen: number;
  readonly present: TradeOffFigures | null;
}) {
  const plan = usePlan();
  const proposal = props.proposals[props.chosen];
  if (proposal === undefined) return null;
  const stale = plan !== props.plan;
  const take = (): void =>
    void commit(proposal.command, runRecordOf(proposal.answer)).then((done) => {
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
      <MeasuresAfter proposal={proposal} />
      <ProposalQuality proposal={proposal} />
    </div>
  );
}

function Alternatives(props: {
  readonly proposals: readonly Proposal[];
  readonly chosen: number;
  readonly present: TradeOffFigures | null;
}) {
  const { proposals, chosen, present } = props;
  const points = useMemo(
    () => [
      ...proposals.flatMap(({ figures }, i) =>
        figures === null ? [] : [{ ...figures, mark: markOf(i), chosen: i === chosen, present: false }],
      ),
      ...(present === null ? [] : [{ ...present, mark: 'Now', chosen: false, present: true }]),
    ],
    [proposals, chosen, present],
  );
  return (
    <section aria-label="Trade-off">
      <TradeOff points={points} />
      <ProposalPick proposals={proposals} chosen={chosen} />
    </section>
  );
}

const markOf = (i: number): string => String.fromCharCode(65 + i);

function gapText(gap: number): string {
  if (!Number.isFinite(gap)) return 'no bound proven';
  return gap > LOOSE ? 'bound too loose to say' : `${percent(Math.max(0, gap))} from the bound`;
}

function ProposalPick({
  proposals,
  chosen,
}: {
  readonly proposals: readonly Proposal[];
  readonly chosen: number;
}) {
  return (
    <div className="proposal-pick" role="group" aria-label="Alternatives">
      {proposals.map((proposal, i) => (
        <button
          key={proposal.label}
          type="button"
          aria-pressed={i === chosen}
          onClick={() => chooseProposal(i)}
        >
          <strong>
            {markOf(i)} · {proposal.label}
          </strong>
          <span>
            {counted(proposal.moves.rows.length, 'move', 'moves')}, {gapText(proposal.answer.gap)}
          </span>
          {proposal.figures === null ? null : (
            <span className="muted">
              ±{roundPercent(proposal.figures.imbalance)} off target, {count(proposal.figures.travel)} h
              travel
            </span>
          )}
          {proposal.answer.prices[0] === undefined ? null : (
            <span className="muted">{proposal.answer.prices[0].text}</span>
          )}
        </button>
      ))}
    </div>
  );
}

const KINDS: Readonly<Record<Measured['result']['status'], StatusKind>> = {
  pass: 'good',
  warn: 'warn',
  fail: 'bad',
  none: 'none',
};
const WORDS: Readonly<Record<Measured['result']['status'], string>> = {
  pass: 'met',
  warn: 'watch',
  fail: 'missed',
  none: '',
};

/** Every plan measure before and after, had the proposal been committed. */
function MeasuresAfter({ proposal }: { readonly proposal: Proposal }) {
  const open = useSession((state) => state.open);
  const result = useMemo(() => {
    if (open === null) return null;
    const applied = applyCommand(open.plan, proposal.command, { actor: actor(), at: now() });
    if (!applied.ok) return { errors: applied.errors };
    const after = updateAccumulators(open.accumulators, open.plan, applied.value.plan, applied.value.diff);
    const then = measurePlan({ plan: applied.value.plan, accumulators: after });
    const before = measurePlan({ plan: open.plan, accumulators: open.accumulators });
    return { pairs: then.map((measured, i) => ({ measured, was: before[i] ?? measured })) };
  }, [open, proposal]);
  if (result === null) return null;
  if (result.pairs === undefined) return <Refused errors={result.errors} />;
  return (
    <table className="measures-after">
      <thead>
        <tr>
          <th scope="col">Measure</th>
          <th scope="col">Now</th>
          <th scope="col">Then</th>
          <th scope="col">
            <span className="visually-hidden">Verdict</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {result.pairs.map(({ measured, was }) => (
          <tr key={measured.measure.key} title={measured.result.explanation}>
            <th scope="row">{measured.measure.label}</th>
            <td className="muted">{measureText(was.result.value, measured.measure.unit)}</td>
            <td>
              <strong>{measureText(measured.result.value, measured.measure.unit)}</strong>
            </td>
            <td>
              <Status kind={KINDS[measured.result.status]}>{WORDS[measured.result.status]}</Status>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Refused = ({ errors }: { readonly errors: readonly CodedError[] }) => (
  <ErrorNotice title="This proposal no longer fits the plan" errors={errors} />
);
