import { useEffect, useMemo, useState } from 'react';
import type { VersionId } from '../../domain/brand.ts';
import { UNASSIGNED } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Basis } from '../review/ChangesSince.tsx';
import { cycleStart, differencesOf } from '../review/differences.ts';
import type { StoredVersion } from '../storage/version-store.ts';
import { dayAndTime } from '../ui/format.ts';
import { readVersion, useVersions } from './versions.ts';

interface Parent {
  readonly version: StoredVersion;
  /** null: it is here and cannot be read. */
  readonly plan: Plan | null;
}

const short = (versionId: VersionId): string => versionId.slice(0, 8);

/**
 * The version a plan came from, where it is on this laptop, or the start of its cycle; null while it is being read. Of
 * a merge the first of its parents that is here, so that everybody compares with the same one.
 */
export function useBasis(plan: Plan, parents: readonly VersionId[]): Basis | null {
  const version = useVersions(({ versions }) => {
    const here = (parent: VersionId) => versions.find(({ versionId }) => versionId === parent);
    return parents.map(here).find((found) => found !== undefined);
  });
  const parent = useParent(version);
  const read = version === undefined || parent?.version.versionId === version.versionId;
  return useMemo(() => {
    if (!read) return null;
    if (version !== undefined && parent?.plan != null) return sinceVersion(version, parent.plan, plan);
    return sinceStart(plan, parents, version);
  }, [plan, parents, version, parent, read]);
}

function useParent(version: StoredVersion | undefined): Parent | null {
  const [parent, setParent] = useState<Parent | null>(null);
  useEffect(() => {
    if (version === undefined) return;
    let current = true;
    void readVersion(version, []).then((read) => {
      if (current) setParent({ version, plan: read.ok ? read.value.plan : null });
    });
    return () => {
      current = false;
    };
  }, [version]);
  return parent;
}

/** `version`: the one before, as it is named to a person. */
export const sinceVersion = (
  version: Pick<StoredVersion, 'versionId' | 'planName' | 'makerName' | 'createdAt'>,
  before: Plan,
  after: Plan,
): Basis => ({
  kind: 'version',
  short: `version ${short(version.versionId)}`,
  words: (
    <>
      Compared with the version before it, <code>{short(version.versionId)}</code>: {version.planName}, by{' '}
      {version.makerName}, {dayAndTime(version.createdAt)}.
    </>
  ),
  differences: differencesOf(before, after),
});

/** `unread`: the version it follows, where it is here and cannot be read. */
export function sinceStart(plan: Plan, parents: readonly VersionId[], unread: unknown): Basis {
  const [named] = parents;
  const began = plan.baseline.some((territory) => territory !== UNASSIGNED)
    ? `Compared with the start of the cycle ${plan.cycle.name}.`
    : `Compared with the start of the cycle ${plan.cycle.name}, when no account had a territory.`;
  return {
    kind: 'cycle-start',
    short: 'the cycle began',
    words:
      named === undefined ? (
        <>This is the first version. {began}</>
      ) : (
        <>
          It follows version <code>{short(named)}</code>, which{' '}
          {unread === undefined ? 'is not on this laptop' : 'cannot be read here'}. {began}
        </>
      ),
    differences: differencesOf(cycleStart(plan), plan),
  };
}
