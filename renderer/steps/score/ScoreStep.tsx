import { usePlan } from '../../session/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function ScoreStep() {
  const plan = usePlan();
  return (
    <EmptyState title="Score">
      {plan.name}: {plan.accounts.rowCount.toLocaleString()} accounts, scored by{' '}
      {plan.policy.score.normalisation}.
    </EmptyState>
  );
}
