/**
 * Asking for a role and looking over who holds which (ledger ROL-04): requests are answered in two business days, and
 * all grants are looked over once a month. Both are read from the audit trail, which holds every step of them.
 */
import type { ActorId, IsoDate, IsoTime, Sha256Hex } from '../brand.ts';
import type { Json } from '../bundle/canonical-json.ts';
import { Faults, nullable, object, text } from '../bundle/check.ts';
import * as is from '../bundle/checks.ts';
import { counted } from '../measures/wording.ts';
import type { AuditEvent } from './audit.ts';
import type { Calendar } from './business-days.ts';
import { addBusinessDays, businessDaysBetween, daysBetween, plusDays } from './business-days.ts';
import type { Grant } from './grant.ts';
import { checkGrant } from './grant.ts';
import { ROLE_CATALOGUE } from './role.ts';

export const ANSWER_DAYS = 2;
/** A month, as long as the longest. */
export const REVIEW_DAYS = 31;

/** What a line about a grant holds beside its words. */
export interface GrantNote {
  readonly keyId: Sha256Hex;
  readonly grant: Grant;
  /** The request it answers, by id. */
  readonly request: string | null;
}

export interface AccessRequest {
  readonly id: string;
  readonly keyId: Sha256Hex;
  readonly grant: Grant;
  readonly askedAt: IsoTime;
  readonly by: ActorId;
  readonly dueOn: IsoDate;
  readonly overdue: boolean;
  readonly answer: {
    readonly how: 'granted' | 'refused';
    readonly at: IsoTime;
    readonly days: number;
  } | null;
}

type Event = Pick<AuditEvent, 'at' | 'actor' | 'action' | 'object' | 'after'>;

const checkNote = object<GrantNote>({ keyId: is.sha256Hex, grant: checkGrant, request: nullable(text) });

/** null: written by a newer Bailiwick, or by nobody who knows the form. */
export function grantNote(after: Json): GrantNote | null {
  const faults = new Faults();
  const read = checkNote(after, '', faults);
  return faults.list.length === 0 ? read : null;
}

/** "Finance, fy27, 3 territories, 2026-11-21 to 2026-12-31": no name of a person. */
export function grantLabel({ role, scope, from, to }: Grant): string {
  const cycle = scope.cycle ?? 'every cycle';
  const where =
    scope.territories === null
      ? 'every territory'
      : counted(scope.territories.length, 'territory', 'territories');
  return `${ROLE_CATALOGUE[role].name}, ${cycle}, ${where}, ${to === null ? `from ${from}` : `${from} to ${to}`}`;
}

const dayOf = (at: IsoTime): IsoDate => at.slice(0, 10) as IsoDate;

/** Every request on record, those that wait first, the oldest of them on top. */
export function accessRequests(
  events: readonly Event[],
  calendar: Calendar,
  on: IsoDate,
): readonly AccessRequest[] {
  const answers = new Map<string, AccessRequest['answer'] & object>();
  for (const event of events) {
    const how =
      event.action === 'grant.give' ? 'granted' : event.action === 'access.refuse' ? 'refused' : null;
    const request = how === null ? null : (grantNote(event.after)?.request ?? null);
    if (how !== null && request !== null && !answers.has(request))
      answers.set(request, { how, at: event.at, days: 0 });
  }
  const requests = events.flatMap((event): readonly AccessRequest[] => {
    const note = event.action === 'access.request' ? grantNote(event.after) : null;
    if (note?.request == null) return [];
    const asked = dayOf(event.at);
    const dueOn = addBusinessDays(asked, ANSWER_DAYS, calendar);
    const answered = answers.get(note.request);
    const answer =
      answered === undefined
        ? null
        : { ...answered, days: businessDaysBetween(asked, dayOf(answered.at), calendar) };
    return [
      {
        id: note.request,
        keyId: note.keyId,
        grant: note.grant,
        askedAt: event.at,
        by: event.actor,
        dueOn,
        overdue: answer === null && on > dueOn,
        answer,
      },
    ];
  });
  return requests.toSorted(
    (a, b) =>
      Number(a.answer !== null) - Number(b.answer !== null) ||
      (a.answer === null ? 1 : -1) * (a.askedAt < b.askedAt ? -1 : 1),
  );
}

export interface AccessReview {
  readonly lastOn: IsoDate | null;
  /** null: nobody has looked them over yet, and nothing was granted that would need it. */
  readonly dueOn: IsoDate | null;
  readonly overdue: boolean;
}

/** When the grants were looked over last, and by when they are to be again: a month later, or after the first grant. */
export function accessReview(events: readonly Event[], on: IsoDate): AccessReview {
  const last = events.findLast((event) => event.action === 'access.review');
  const first = events.find((event) => event.action === 'grant.give');
  const since = last ?? first;
  if (since === undefined) return { lastOn: null, dueOn: null, overdue: false };
  const dueOn = plusDays(dayOf(since.at), REVIEW_DAYS);
  return { lastOn: last === undefined ? null : dayOf(last.at), dueOn, overdue: daysBetween(dueOn, on) > 0 };
}
