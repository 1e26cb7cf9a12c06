import { useSession } from '../../session/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function ReleaseStep() {
  const plan = useSession((state) => state.open?.plan ?? null);
  if (plan === null) return <EmptyState title="No plan to release" />;
  return (
    <EmptyState title={plan.name}>
      {plan.parents.length === 0
        ? 'A draft; never submitted.'
        : `Based on version ${plan.parents.join(', ')}.`}
    </EmptyState>
  );
}
