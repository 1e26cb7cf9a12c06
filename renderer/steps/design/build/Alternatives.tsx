import { useMemo } from 'react';
import { recommend } from '../../../../domain/advice/recommend.ts';
import type { TradeOff as TradeOffFigures } from '../../../../solver-worker/page/contract.ts';
import { useSession } from '../../../session/session.ts';
import { Tag } from '../../../ui/Status.tsx';
import { count, counted, percent, roundPercent } from '../../../ui/format.ts';
import { bindingText } from '../../../workspace/binding-words.ts';
import type { Proposal } from '../../../workspace/build-run.ts';
import { chooseProposal } from '../../../workspace/build-run.ts';
import { optionOf } from '../../../workspace/proposal-outcome.ts';
import { LOOSE, gapPercent } from './ProposalQuality.tsx';
import { TradeOff } from './TradeOff.tsx';

interface Shown {
  readonly proposals: readonly Proposal[];
  readonly chosen: number;
}

const markOf = (i: number): string => String.fromCharCode(65 + i);

/** Two or three proposals and the plan as it is on one chart, which of them we would take, and what the others trade. */
export function Alternatives(props: Shown & { readonly present: TradeOffFigures | null }) {
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

function useRecommendation(proposals: readonly Proposal[]) {
  const open = useSession((state) => state.open);
  return useMemo(() => {
    if (open === null) return null;
    const options = proposals.map((proposal) => optionOf(open, proposal, proposal.label));
    const known = options.filter((option) => option !== null);
    return known.length === options.length ? { options: known, found: recommend(known) } : null;
  }, [open, proposals]);
}

function ProposalPick({ proposals, chosen }: Shown) {
  const advice = useRecommendation(proposals);
  const found = advice?.found ?? null;
  return (
    <>
      {found === null ? null : (
        <p>
          We would take <strong>{markOf(found.best)}</strong>. {found.because}
        </p>
      )}
      <div className="proposal-pick" role="group" aria-label="Alternatives">
        {proposals.map((proposal, i) => (
          <button
            key={proposal.label}
            type="button"
            aria-pressed={i === chosen}
            onClick={() => chooseProposal(i)}
          >
            <strong>
              {markOf(i)} · {proposal.label} {found?.best === i ? <Tag>Recommended</Tag> : null}
            </strong>
            <span>
              {counted(proposal.moves.rows.length, 'move', 'moves')}
              {advice === null ? '' : ` (${percent(advice.options[i]?.movedShare)})`},{' '}
              {gapText(proposal.answer.gap)}
            </span>
            <Details proposal={proposal} tradeOff={found?.tradeOffs[i] ?? ''} />
          </button>
        ))}
      </div>
    </>
  );
}

function Details({ proposal, tradeOff }: { readonly proposal: Proposal; readonly tradeOff: string }) {
  const { figures, answer } = proposal;
  const [dearest] = answer.prices;
  return (
    <>
      {figures === null ? null : (
        <span className="muted">
          ±{roundPercent(figures.imbalance)} off target, {count(figures.travel)} h travel
        </span>
      )}
      {tradeOff === '' ? null : <span>{tradeOff}</span>}
      {dearest === undefined ? null : <span className="muted">{bindingText(dearest, proposal)}</span>}
    </>
  );
}

function gapText(gap: number): string {
  if (!Number.isFinite(gap)) return 'no bound proven';
  return gap > LOOSE ? 'bound too loose to say' : `${gapPercent(gap)} from the bound`;
}
