import { Suspense, lazy, useMemo } from 'react';
import type { AccountFacts } from '../../../domain/measures/facts.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { scoreSummary } from '../../../domain/scoring/score-summary.ts';
import { SCORE_INPUTS } from '../../../domain/scoring/score.ts';
import { Bars } from '../../ui/Bars.tsx';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Status } from '../../ui/Status.tsx';
import { count, counted, percent, potentialText } from '../../ui/format.ts';
import { INPUT_NAMES } from '../../workspace/ScoreParts.tsx';

const ScoreHistogram = lazy(async () => ({ default: (await import('./ScoreHistogram.tsx')).ScoreHistogram }));

const SHOWN_INDUSTRIES = 8;

/** What the weights do to all accounts; a draft says what would change before it is applied. */
export function ScoreOverview(props: {
  readonly plan: Plan;
  readonly facts: AccountFacts;
  /** As the policy in force has them. */
  readonly before: AccountFacts;
  readonly isDraft: boolean;
  readonly onApply: () => void;
  readonly onDiscard: () => void;
}) {
  const { plan, facts, before, isDraft, onApply, onDiscard } = props;
  const summary = useMemo(() => scoreSummary(plan, facts), [plan, facts]);
  const filled = SCORE_INPUTS.filter((input) => summary.imputed[input] > 0);
  return (
    <Panel
      title="All accounts"
      tools={
        isDraft ? (
          <>
            <TierChanges before={before} facts={facts} />
            <Button onPress={onDiscard}>Discard</Button>
            <Button kind="primary" onPress={onApply}>
              Apply
            </Button>
          </>
        ) : (
          <Status kind="good">In force, version {plan.policy.version}</Status>
        )
      }
    >
      <div className="score-overview">
        <section>
          <h3>Scores</h3>
          <Suspense fallback={<div className="score-histogram-place" />}>
            <ScoreHistogram plan={plan} facts={facts} />
          </Suspense>
        </section>
        <section>
          <h3>Tiers</h3>
          <Bars
            bars={summary.byTier.map((group) => ({
              label: group.name,
              value: group.accounts,
              text: `${count(group.accounts)} · ${percent(group.potential / Math.max(1, summary.potential))} of potential`,
            }))}
          />
        </section>
        {summary.byIndustry.length < 2 ? null : (
          <section>
            <h3>Potential by industry</h3>
            <Bars
              bars={summary.byIndustry.slice(0, SHOWN_INDUSTRIES).map((group) => ({
                label: group.name,
                value: group.potential,
                text: potentialText(group.potential, plan.potentialUnit),
              }))}
            />
          </section>
        )}
        {filled.length === 0 ? null : (
          <section>
            <h3>Not in the data</h3>
            <p className="muted">
              {filled
                .map(
                  (input) =>
                    `${INPUT_NAMES[input]} of ${counted(summary.imputed[input], 'account', 'accounts')}`,
                )
                .join(', ')}
              : a neutral value stands in, so it moves no account up or down.
            </p>
          </section>
        )}
      </div>
    </Panel>
  );
}

function TierChanges({ before, facts }: { readonly before: AccountFacts; readonly facts: AccountFacts }) {
  const changed = useMemo(
    () =>
      facts.tier.reduce(
        (sum, tier, row) => sum + (facts.active[row] === 1 && tier !== before.tier[row] ? 1 : 0),
        0,
      ),
    [before, facts],
  );
  return <Status kind="info">{counted(changed, 'account changes tier', 'accounts change tier')}</Status>;
}
