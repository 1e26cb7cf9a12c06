import { usePlan } from '../../session/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function DesignStep() {
  const plan = usePlan();
  return (
    <EmptyState title="Design">
      {plan.name}: {plan.accounts.rowCount.toLocaleString()} accounts in {plan.territories.length}{' '}
      territories.
    </EmptyState>
  );
}
