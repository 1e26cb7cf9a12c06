import { useMemo } from 'react';
import { planSide } from '../../compare/compare-sides.ts';
import { compare } from '../../compare/open-compare.ts';
import { useDraftRequirements } from '../../governance/use-draft-requirements.ts';
import { PlanReview } from '../../review/PlanReview.tsx';
import { usePlan } from '../../session/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useBasis } from '../../versions/use-basis.tsx';
import { parentsOf } from '../../versions/lineage.ts';
import { useVersions } from '../../versions/versions.ts';
import { useMeasureContext } from '../../workspace/use-figures.ts';
import './review-step.css';
import { SubmitPanel } from './SubmitPanel.tsx';

/** The draft as a reviewer will see it, and the way to hand it to one. */
export function ReviewStep() {
  const plan = usePlan();
  const context = useMeasureContext();
  const versions = useVersions((state) => state.versions);
  const parents = useMemo(() => parentsOf(plan, versions), [plan, versions]);
  const basis = useBasis(plan, parents);
  const requirements = useDraftRequirements(plan, context, parents);
  const impact = useMemo(
    () => ({ facts: requirements.facts, requirements: [], dataQuality: null }),
    [requirements],
  );
  return (
    <div className="review-step">
      {basis === null ? (
        <EmptyState title="Comparing …">Reading the version this draft follows.</EmptyState>
      ) : (
        <PlanReview
          plan={plan}
          context={context}
          basis={basis}
          first="measures"
          impact={impact}
          onCompare={() => compare(null, planSide(plan.planId))}
        />
      )}
      <Panel title="Submit for approval">
        <SubmitPanel requirements={requirements} />
      </Panel>
    </div>
  );
}
