import { usePlan } from '../../session/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function QuotaStep() {
  const plan = usePlan();
  return (
    <EmptyState title="Quota">
      {plan.name}: over-assignment {(plan.quota.overAssignment * 100).toFixed(1)}%.
    </EmptyState>
  );
}
