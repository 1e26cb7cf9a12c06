import { useEffect, useState } from 'react';
import type { PlanId, VersionId } from '../../domain/brand.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { session, useSession } from '../session/session.ts';
import { readVersion, useVersions } from '../versions/versions.ts';
import type { SideId } from './compare-sides.ts';

interface Read {
  readonly side: SideId;
  readonly plan: Result<Plan>;
}

/** The plan of a side that is not the other's start; null while it is read. The open plan follows every edit. */
export function useSide(side: SideId): Result<Plan> | null {
  const open = useSession((state) => state.open?.plan ?? null);
  const [read, setRead] = useState<Read | null>(null);
  const isOpen = open !== null && side === `plan:${open.planId}`;
  useEffect(() => {
    if (isOpen || side === 'start') return undefined;
    let current = true;
    void planOf(side).then((plan) => {
      if (current) setRead({ side, plan });
    });
    return () => {
      current = false;
    };
  }, [side, isOpen]);
  if (isOpen) return ok(open);
  return read?.side === side ? read.plan : null;
}

async function planOf(side: SideId): Promise<Result<Plan>> {
  const id = side.slice(side.indexOf(':') + 1);
  if (side.startsWith('plan:')) return session().readPlan(id as PlanId);
  const version = useVersions.getState().versions.find(({ versionId }) => versionId === (id as VersionId));
  if (version === undefined)
    return refuse(
      codedError(
        'VERSION_NOT_HERE',
        `Version ${id.slice(0, 8)} is not on this laptop. Open its bundle first.`,
      ),
    );
  const bundle = await readVersion(version, []);
  return bundle.ok ? ok(bundle.value.plan) : bundle;
}
