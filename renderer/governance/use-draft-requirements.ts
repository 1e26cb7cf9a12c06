import { useEffect, useMemo, useState } from 'react';
import type { IsoDate, VersionId } from '../../domain/brand.ts';
import type { PreviousRelease, Requirements } from '../../domain/governance/requirements.ts';
import { requirementsOf } from '../../domain/governance/requirements.ts';
import type { MeasureContext } from '../../domain/measures/measure.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { quotaPlan } from '../../domain/quotas/quota-plan.ts';
import { now } from '../session/session.ts';
import { quotasInForce, replacedBy } from '../versions/versions.ts';

/** What the draft's policy would ask of it if it were submitted now. */
export function useDraftRequirements(
  plan: Plan,
  context: MeasureContext,
  parents: readonly VersionId[],
): Requirements {
  const [prior, setPrior] = useState<Plan['quota']['prior'] | null>(null);
  const [replaced, setReplaced] = useState<PreviousRelease | null>(null);
  const from = parents.join();
  useEffect(() => {
    let current = true;
    const versions = from === '' ? [] : (from.split(',') as VersionId[]);
    void quotasInForce(versions).then((found) => {
      if (current) setPrior(found);
    });
    void replacedBy(versions).then((found) => {
      if (current) setReplaced(found);
    });
    return () => {
      current = false;
    };
  }, [from]);
  return useMemo(() => {
    const lines = quotaPlan(plan, context.accumulators)?.lines ?? [];
    const draft = prior === null || prior === undefined ? plan : { ...plan, quota: { ...plan.quota, prior } };
    const change = { plan: draft, lines, on: now().slice(0, 10) as IsoDate };
    return requirementsOf(replaced === null ? change : { ...change, previous: replaced });
  }, [plan, context, prior, replaced]);
}
