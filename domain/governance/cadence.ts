/**
 * What is done at regular times whatever else happens (ledger GOV-01, GOV-02, GOV-05, GOV-09): when each was done last, as the audit
 * trail has it, and when it is due again, on a day that is worked.
 */
import type { IsoDate } from '../brand.ts';
import type { AuditEvent } from './audit.ts';
import type { Calendar } from './business-days.ts';
import { isBusinessDay, plusDays, weekday } from './business-days.ts';

/** `day`: the weekday it falls on, 1 Monday to 7 Sunday; null: whichever it was done on last. */
type Every = { readonly months: number } | { readonly weeks: number; readonly day: number | null };

const monthly = (months: number): Every => ({ months });
const weekly = (weeks: number, day: number | null = null): Every => ({ weeks, day });

export const CADENCE = [
  {
    id: 'data-quality-report',
    name: 'Data quality report',
    every: weekly(1, 1),
    what: 'Send the scorecard and what is still open, on Mondays by 10:00.',
  },
  {
    id: 'change-board',
    name: 'Change board',
    every: weekly(1),
    what: 'Decide on what waits under Waiting.',
  },
  {
    id: 'office-hours',
    name: 'Office hours',
    every: weekly(1),
    what: 'Answer reps who ask about an account.',
  },
  {
    id: 'dashboards',
    name: 'Dashboards',
    every: weekly(1, 5),
    what: 'Publish the week’s figures, on Fridays.',
  },
  {
    id: 'stakeholders',
    name: 'Stakeholder check-in',
    every: weekly(2),
    what: 'Say what changed and hear what does not work.',
  },
  {
    id: 'data-refresh',
    name: 'Refresh the data',
    every: monthly(1),
    what: 'Bring in newer accounts, reps and sales.',
  },
  {
    id: 'small-moves',
    name: 'Small adjustments',
    every: monthly(1),
    what: 'Settle requests and leave the rest alone.',
  },
  { id: 'enrichment', name: 'Enrichment', every: monthly(1), what: 'Fill in what accounts lack.' },
  {
    id: 'rebalance',
    name: 'Rebalance',
    every: monthly(3),
    what: 'Even out what has drifted, within the cap of a quarter.',
  },
  {
    id: 'resegmentation',
    name: 'Segment anew',
    every: monthly(3),
    what: 'Look at tiers and scores that no longer fit.',
  },
  {
    id: 'steering',
    name: 'Steering group',
    every: monthly(6),
    what: 'Look at the policy, exceptions and results.',
  },
  { id: 'playbook', name: 'Playbook', every: monthly(6), what: 'Bring rules of engagement up to date.' },
  {
    id: 'redesign',
    name: 'Redesign',
    every: monthly(12),
    what: 'Draw territories anew where the model has changed.',
  },
  {
    id: 'audit',
    name: 'Audit',
    every: monthly(12),
    what: 'Verify the chain, grants, registers and a sample of releases.',
  },
] as const satisfies readonly {
  readonly id: string;
  readonly name: string;
  readonly every: Every;
  readonly what: string;
}[];

export type CadenceId = (typeof CADENCE)[number]['id'];

export interface Due {
  readonly id: CadenceId;
  readonly name: string;
  readonly what: string;
  /** "Every month", "Every 2 weeks" */
  readonly every: string;
  readonly lastOn: IsoDate | null;
  readonly dueOn: IsoDate;
  readonly overdue: boolean;
}

/** The same day so many months later, or the last of a shorter month. */
export function plusMonths(date: IsoDate, months: number): IsoDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)))
    .toISOString()
    .slice(0, 10) as IsoDate;
}

/** A week that is never worked ends the walk. */
const LONGEST_REST = 14;

function nextWorked(date: IsoDate, calendar: Calendar): IsoDate {
  for (let rest = 0; rest < LONGEST_REST; rest++) {
    const at = plusDays(date, rest);
    if (isBusinessDay(at, calendar)) return at;
  }
  return date;
}

function everyWords(every: Every): string {
  if ('weeks' in every) return every.weeks === 1 ? 'Every week' : `Every ${every.weeks} weeks`;
  const { months } = every;
  return months === 1 ? 'Every month' : months === 12 ? 'Every year' : `Every ${months} months`;
}

const DAYS_A_WEEK = 7;

function dueAfter(every: Every, lastOn: IsoDate | null, since: IsoDate): IsoDate {
  if ('months' in every) return plusMonths(lastOn ?? since, every.months);
  const { weeks, day } = every;
  if (day === null) return plusDays(lastOn ?? since, weeks * DAYS_A_WEEK);
  const from = lastOn === null ? since : plusDays(lastOn, (weeks - 1) * DAYS_A_WEEK + 1);
  return plusDays(from, (day - weekday(from) + DAYS_A_WEEK) % DAYS_A_WEEK);
}

/** `since`: the first day of the cycle, from which what was never done is counted. What is due first comes first. */
export function dueOf(
  events: readonly Pick<AuditEvent, 'at' | 'action' | 'object'>[],
  since: IsoDate,
  calendar: Calendar,
  on: IsoDate,
): readonly Due[] {
  return CADENCE.map(({ id, name, what, every }): Due => {
    const last = events.findLast((one) => one.action === 'cadence.done' && one.object === `cadence:${id}`);
    const lastOn = last === undefined ? null : (last.at.slice(0, 10) as IsoDate);
    const dueOn = nextWorked(dueAfter(every, lastOn, since), calendar);
    return { id, name, what, every: everyWords(every), lastOn, dueOn, overdue: on > dueOn };
  }).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}
