import { useEffect, useState } from 'react';
import type { IsoTime, PlanId } from '../../domain/brand.ts';
import type { SourceAge, SourceEvent } from '../../domain/governance/freshness.ts';
import { freshnessOf, sourceAges } from '../../domain/governance/freshness.ts';
import type { Family } from '../../domain/intake/mapping.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { database, now } from '../session/session.ts';
import { recallImports } from '../storage/import-records.ts';
import { useSync } from '../sync/sync.ts';
import { counted, dayAndTime } from '../ui/format.ts';
import type { StatusKind } from '../ui/Status.tsx';
import { Status } from '../ui/Status.tsx';

/** Which refresh a file of a family is. A file is all of its source, so it is also all of the master data. */
const EVENTS: Readonly<Record<Family, readonly SourceEvent[]>> = {
  accounts: ['crm.refreshed'],
  bookings: ['crm.refreshed'],
  territories: ['crm.refreshed'],
  reps: ['mdm.changed', 'mdm.refreshed'],
};

async function brought(planId: PlanId): Promise<ReadonlyMap<SourceEvent, IsoTime>> {
  const last = new Map<SourceEvent, IsoTime>();
  for (const { importedAt, files } of await recallImports(database(), planId))
    for (const event of files.flatMap(({ family }) => EVENTS[family]))
      if ((last.get(event) ?? '') < importedAt) last.set(event, importedAt as IsoTime);
  return last;
}

/** How old each source of the open plan is against its target in the policy. */
export function Freshness({ plan }: { readonly plan: Plan }) {
  const [imports, setImports] = useState<ReadonlyMap<SourceEvent, IsoTime>>(new Map());
  const sync = useSync((state) => state.status);
  useEffect(() => {
    let gone = false;
    void brought(plan.planId).then((last) => (gone ? undefined : setImports(last)));
    return () => void (gone = true);
  }, [plan.planId]);
  const synced = sync?.lastSyncAt ?? sync?.offlineSince ?? null;
  const last = synced === null ? imports : new Map([...imports, ['store.synced', synced] as const]);
  const ages = sourceAges(freshnessOf(plan.policy), last, now());
  const late = ages.filter(({ state }) => state === 'late').length;
  return (
    <section className="inbox-section">
      <h2>Sources of {plan.name}</h2>
      <p className="muted">
        {late === 0
          ? 'No source is older than its target.'
          : `${counted(late, 'source is', 'sources are')} older than the target.`}{' '}
        Targets are figures of the policy.
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Event</th>
            <th scope="col">Refreshed last</th>
            <th scope="col">Target</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {ages.map((age) => (
            <tr key={age.event}>
              <td>
                <strong>{age.name}</strong>
              </td>
              <td>
                <code>{age.event}</code>
              </td>
              <td>{age.last === null ? 'Not brought in' : dayAndTime(age.last)}</td>
              <td>{span(age.target)}</td>
              <td>
                <Status kind={kindOf(age)}>{words(age)}</Status>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A store nobody reached for half an hour is an alert; a file that is old is a reason to bring a newer one. */
const kindOf = ({ state, event }: SourceAge): StatusKind =>
  state === 'none' ? 'none' : state === 'fresh' ? 'good' : event === 'store.synced' ? 'bad' : 'warn';

const words = ({ state, minutes }: SourceAge): string =>
  state === 'none' || minutes === null ? 'Nothing to watch' : `${span(minutes)} old`;

function span(minutes: number): string {
  if (minutes < 120) return counted(minutes, 'minute', 'minutes');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? counted(hours, 'hour', 'hours') : counted(Math.round(hours / 24), 'day', 'days');
}
