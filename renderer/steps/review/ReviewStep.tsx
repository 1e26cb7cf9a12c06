import { usePlan } from '../../session/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function ReviewStep() {
  const plan = usePlan();
  return (
    <EmptyState title="Review">
      {plan.name}: {plan.accounts.rowCount.toLocaleString()} accounts to review.
    </EmptyState>
  );
}
