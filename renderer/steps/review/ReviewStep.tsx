import { PlanReview } from '../../review/PlanReview.tsx';
import { usePlan } from '../../session/session.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useMeasureContext } from '../../workspace/use-figures.ts';
import './review-step.css';
import { SubmitPanel } from './SubmitPanel.tsx';

/** The draft as a reviewer will see it, and the way to hand it to one. */
export function ReviewStep() {
  const plan = usePlan();
  const context = useMeasureContext();
  return (
    <div className="review-step">
      <PlanReview plan={plan} context={context} />
      <Panel title="Submit for approval">
        <SubmitPanel />
      </Panel>
    </div>
  );
}
