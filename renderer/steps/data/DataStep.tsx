import { useSession } from '../../session/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function DataStep() {
  const plan = useSession((state) => state.open?.plan ?? null);
  if (plan === null) return <EmptyState title="No accounts yet" />;
  return (
    <EmptyState title={plan.name}>
      {plan.accounts.rowCount.toLocaleString()} accounts and {plan.reps.length.toLocaleString()} reps.
    </EmptyState>
  );
}
