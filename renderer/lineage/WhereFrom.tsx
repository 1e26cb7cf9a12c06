import { useEffect, useState } from 'react';
import type { AccountField, CellValue } from '../../domain/plan/account-table.ts';
import { cellAt, NUMBER_FIELDS, TEXT_FIELDS } from '../../domain/plan/account-table.ts';
import type { Change, FromFile, Trace, TracedField } from '../../domain/lineage/trace.ts';
import { USED_IN } from '../../domain/lineage/uses.ts';
import { placeWords, readingWords } from '../../domain/lineage/words.ts';
import { minorPerMajor } from '../../domain/intake/potential-unit.ts';
import { fieldSpec } from '../../domain/intake/fields.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { STANDINGS } from '../../domain/plan/plan.ts';
import { usePeople } from '../people/people.ts';
import { database, usePlan, useSession } from '../session/session.ts';
import { cellWords, fieldTitle } from '../steps/data/model/field-words.ts';
import { dayAndTime } from '../ui/format.ts';
import type { AccountLineage } from './account-lineage.ts';
import { accountLineage } from './account-lineage.ts';
import './where-from.css';

const FIELDS: readonly TracedField[] = ['assignment', 'standing', ...TEXT_FIELDS, ...NUMBER_FIELDS];
/** Told by the place of the account, not by themselves. */
const LEFT_OUT: ReadonlySet<string> = new Set(['geoSource']);

/** For each value of an account: file, line and column it came from, what changed it since, and what uses it (AUD-08). */
export function WhereFrom({ row }: { readonly row: number }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="where-from" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Where from</summary>
      {open ? <Lineage row={row} /> : null}
    </details>
  );
}

function Lineage({ row }: { readonly row: number }) {
  const plan = usePlan();
  const found = useLineage(row);
  if (found === null) return <p className="muted">Looking it up …</p>;
  const shown = found.traces.filter(
    ({ field, changes }) =>
      !LEFT_OUT.has(field) &&
      (changes.length > 0 || (field !== 'standing' && valueNow(plan, field, row) !== null)),
  );
  // Said once: most values of an account come from one line of one file.
  const row0 = shown.find(({ source }) => source?.place != null)?.source ?? null;
  return (
    <>
      {found.unknown ? (
        <p className="muted">
          Where the values of this plan came from was not kept: it is older than that, or was made on another
          laptop. What changed since it is here is below.
        </p>
      ) : null}
      {row0 === null ? null : <Source source={{ ...row0, header: null, reading: 'as-it-stands' }} />}
      <dl className="where-list">
        {shown.map((trace) => (
          <Value key={trace.field} trace={trace} plan={plan} row={row} same={row0} />
        ))}
      </dl>
    </>
  );
}

function useLineage(row: number): AccountLineage | null {
  const open = useSession((state) => state.open);
  const [found, setFound] = useState<{ readonly key: string; readonly lineage: AccountLineage } | null>(null);
  const key = `${open?.plan.planId ?? ''} ${open?.head ?? 0} ${row}`;
  useEffect(() => {
    let current = true;
    if (open !== null)
      void accountLineage(database(), open.plan.planId, open.journal, row, FIELDS).then((lineage) => {
        if (current) setFound({ key, lineage });
      });
    return () => {
      current = false;
    };
  }, [key, open, row]);
  return found?.key === key ? found.lineage : null;
}

const TITLES: Readonly<Record<string, string>> = { assignment: 'Territory', standing: 'In planning' };

function Value(props: {
  readonly trace: Trace;
  readonly plan: Plan;
  readonly row: number;
  /** The line of a file that is said above. */
  readonly same: FromFile | null;
}) {
  const { trace, plan, row, same } = props;
  const { field, source, changes } = trace;
  const words = (value: CellValue): string => wordsOf(plan, field, value);
  const uses =
    field === 'assignment' ? ['Every figure of its territory'] : (USED_IN[field as AccountField] ?? []);
  return (
    <>
      <dt>{TITLES[field] ?? fieldTitle(field)}</dt>
      <dd>
        <strong>{words(valueNow(plan, field, row))}</strong>
        {source === null ? null : source.place !== null && source.record === same?.record ? (
          <Column source={source} />
        ) : (
          <Source source={source} />
        )}
        {changes.map((change) => (
          <ChangeLine key={change.seq} change={change} words={words} />
        ))}
        {uses.length === 0 ? null : <p className="where-uses">Goes into: {uses.join(', ')}</p>}
      </dd>
    </>
  );
}

function Column({ source }: { readonly source: FromFile }) {
  const column = source.header === null ? null : `Column “${source.header}”.`;
  const words = [column, readingWords(source)].filter((part) => part !== null).join(' ');
  return words === '' ? null : <p>{words}</p>;
}

function Source({ source }: { readonly source: FromFile }) {
  const who = useName(source.record.by);
  const reading = readingWords(source);
  return (
    <p>
      {placeWords(source)}. {reading === null ? null : `${reading} `}
      <span className="muted">
        Brought by {who}, <span className="nowrap">{dayAndTime(source.record.at)}</span>
      </span>
    </p>
  );
}

function ChangeLine({
  change,
  words,
}: {
  readonly change: Change;
  readonly words: (value: CellValue) => string;
}) {
  const who = useName(change.actor);
  return (
    <p className={change.stands ? '' : 'where-undone'}>
      {change.label}: {words(change.from)} → {words(change.to)}
      {change.stands ? '. ' : ', undone. '}
      <span className="muted">
        {who}, <span className="nowrap">{dayAndTime(change.at)}</span>
      </span>
    </p>
  );
}

/** Who that is, as she is called here. */
export function useName(actorId: string): string {
  const profiles = usePeople((state) => state.profiles);
  const keys = usePeople((state) => state.keys);
  if (actorId === 'this-laptop') return 'somebody on this laptop';
  return [...profiles, ...keys].find((one) => one.actorId === actorId)?.name ?? actorId;
}

function valueNow(plan: Plan, field: TracedField, row: number): CellValue {
  if (field === 'assignment' || field === 'standing' || field === 'mergedInto') return plan[field][row] ?? -1;
  return cellAt(plan.accounts, field, row);
}

function wordsOf(plan: Plan, field: TracedField, value: CellValue): string {
  if (field === 'assignment')
    return typeof value === 'number' ? (plan.territories[value]?.name ?? 'No territory') : 'No territory';
  if (field === 'standing') return typeof value === 'number' ? (STANDINGS[value] ?? 'active') : 'active';
  return cellWords(field, value, (of) =>
    of === 'potential'
      ? plan.potentialUnit.minorPerMajor
      : fieldSpec('accounts', of)?.kind === 'money'
        ? minorPerMajor(plan.currency)
        : 1,
  );
}
