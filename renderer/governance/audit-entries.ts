/** Everything that is on record on this laptop about the open plan and beside it, as one list. */
import { useEffect, useMemo, useState } from 'react';
import type { AuditEntry } from '../../domain/governance/audit-browse.ts';
import type { CodedError } from '../../domain/result.ts';
import { usePeople } from '../people/people.ts';
import { database, useSession } from '../session/session.ts';
import type { JournalRow } from '../storage/rows.ts';
import { TrailStore } from '../storage/trail-store.ts';
import { useVersions } from '../versions/versions.ts';
import type { Judged } from './judged.ts';
import { judgeAll, useJudged } from './judged.ts';

const NO_EDITS: readonly JournalRow[] = [];

export interface Audit {
  readonly entries: readonly AuditEntry[];
  /** Why the trail beside plans cannot be read; empty when it can. */
  readonly errors: readonly CodedError[];
}

export function useAudit(): Audit {
  const open = useSession((state) => state.open);
  const { versions } = useVersions();
  const { profiles, keys } = usePeople();
  const judged = useJudged((state) => state.judged);
  const [events, setEvents] = useState<readonly AuditEntry[]>([]);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  useEffect(() => void judgeAll(versions), [versions]);
  const journal = open?.journal ?? NO_EDITS;
  const planName = open?.plan.name ?? '';
  const names = useMemo(
    () => new Map<string, string>([...profiles, ...keys].map(({ actorId, name }) => [actorId, name])),
    [profiles, keys],
  );
  const keyNames = useMemo(
    () => new Map(keys.map(({ keyId, name }) => [`key:${keyId}`, `Key of ${name}`])),
    [keys],
  );
  useEffect(() => {
    let current = true;
    void new TrailStore(database()).read().then((read) => {
      if (!current) return;
      setErrors(read.ok ? [] : read.errors);
      if (read.ok)
        setEvents(read.value.events.map((event) => ({ ...event, source: 'event' as const, seq: null })));
    });
    return () => {
      current = false;
    };
  }, [journal.length, judged]);
  const entries = useMemo(() => {
    const nameOf = (actor: string): string =>
      names.get(actor) ?? (actor === 'this-laptop' ? 'This laptop' : actor);
    return [
      ...journal.map((row) => editEntry(row, planName, nameOf)),
      ...judged.flatMap(decisionEntries),
      ...events.map((event) => ({
        ...event,
        actor: nameOf(event.actor),
        object: keyNames.get(event.object) ?? event.object,
      })),
    ];
  }, [journal, judged, events, names, keyNames, planName]);
  return { entries, errors };
}

const editEntry = (row: JournalRow, planName: string, nameOf: (actor: string) => string): AuditEntry => ({
  source: 'edit',
  at: row.at,
  actor: nameOf(row.actor),
  action: row.edit.kind === 'command' ? row.edit.command : row.edit.kind,
  label: row.label,
  object: planName,
  seq: row.seq,
});

const decisionEntries = ({ version, acts }: Judged): readonly AuditEntry[] =>
  acts.map((act) => ({
    source: 'decision',
    at: act.claimedAt,
    actor: act.signer.name,
    action: act.decision,
    label: act.reason === '' ? version.planName : `${version.planName}: ${act.reason}`,
    object: `version:${version.versionId}`,
    seq: null,
  }));
