import { ArrowLeft } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { AuditEntry } from '../../domain/governance/audit-browse.ts';
import { measureContext } from '../../domain/measures/measure-plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { CodedError } from '../../domain/result.ts';
import { PlanReview } from '../review/PlanReview.tsx';
import { cycleStart, differencesOf } from '../review/differences.ts';
import { database, now, useSession } from '../session/session.ts';
import { PlanStore } from '../storage/plan-store.ts';
import { dayAndTime } from '../ui/format.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';

/** The open plan as it stood at one event (ledger AUD-05): rebuilt from what was saved, to be read and not changed. */
export function PlanThen(props: {
  readonly entry: AuditEntry;
  /** The last edit by then; 0: as it was brought in. */
  readonly seq: number;
  readonly onClose: () => void;
}) {
  const { entry, seq, onClose } = props;
  const planId = useSession((state) => state.open?.plan.planId ?? null);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  useEffect(() => {
    let current = true;
    void planAfter(planId, seq).then((found) => {
      if (!current) return;
      setPlan(found.plan);
      setErrors(found.errors);
    });
    return () => {
      current = false;
    };
  }, [planId, seq]);
  return (
    <div className="plan-then">
      <div className="audit-tools">
        <Button icon={<ArrowLeft aria-hidden="true" />} onPress={onClose}>
          Back to the trail
        </Button>
        <p>
          <strong>{seq === 0 ? 'As it was before the first edit' : `As it stood after edit ${seq}`}</strong>,{' '}
          {dayAndTime(entry.at)}: {entry.label}, by {entry.actor}. Nothing here can be changed.
        </p>
      </div>
      {errors.length > 0 ? <ErrorNotice title="It cannot be rebuilt in full" errors={errors} /> : null}
      {plan === null ? (
        errors.length > 0 ? null : (
          <EmptyState title="Rebuilding …">From the saved state before it and the edits since.</EmptyState>
        )
      ) : (
        <Stood plan={plan} />
      )}
    </div>
  );
}

function Stood({ plan }: { readonly plan: Plan }) {
  const context = useMemo(() => measureContext(plan), [plan]);
  const basis = useMemo(
    () => ({
      kind: 'cycle-start' as const,
      short: 'the cycle began',
      words: <>What had changed by then, compared with the start of the cycle {plan.cycle.name}.</>,
      differences: differencesOf(cycleStart(plan), plan),
    }),
    [plan],
  );
  return <PlanReview plan={plan} context={context} basis={basis} first="measures" />;
}

async function planAfter(
  planId: Plan['planId'] | null,
  seq: number,
): Promise<{ readonly plan: Plan | null; readonly errors: readonly CodedError[] }> {
  if (planId === null) return { plan: null, errors: [] };
  const store = await PlanStore.open(database(), now);
  if (!store.ok) return { plan: null, errors: store.errors };
  const loaded = await store.value.loadPlan(planId, seq);
  if (!loaded.ok) return { plan: null, errors: loaded.errors };
  const { plan, lost } = loaded.value;
  const message = `Edits ${[...lost].join(', ')} cannot be read, so this is the plan without them.`;
  return { plan, errors: lost.size === 0 ? [] : [{ code: 'EDIT_UNREADABLE', message }] };
}
