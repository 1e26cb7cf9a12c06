/**
 * What is done at regular times whatever else happens (ledger GOV-01, GOV-02): when each was done last, as the audit
 * trail has it, and when it is due again, on a day that is worked.
 */
import type { IsoDate } from '../brand.ts';
import type { AuditEvent } from './audit.ts';
import type { Calendar } from './business-days.ts';
import { isBusinessDay, plusDays } from './business-days.ts';

export const CADENCE = [
  {
    id: 'data-refresh',
    name: 'Refresh the data',
    months: 1,
    what: 'Bring in newer accounts, reps and sales.',
  },
  {
    id: 'small-moves',
    name: 'Small adjustments',
    months: 1,
    what: 'Settle requests and leave the rest alone.',
  },
  {
    id: 'rebalance',
    name: 'Rebalance',
    months: 3,
    what: 'Even out what has drifted, within the cap of a quarter.',
  },
  { id: 'steering', name: 'Steering group', months: 6, what: 'Look at the policy, exceptions and results.' },
  {
    id: 'redesign',
    name: 'Redesign',
    months: 12,
    what: 'Draw territories anew where the model has changed.',
  },
  {
    id: 'audit',
    name: 'Audit',
    months: 12,
    what: 'Verify the chain, grants, registers and a sample of releases.',
  },
] as const;

export type CadenceId = (typeof CADENCE)[number]['id'];

export interface Due {
  readonly id: CadenceId;
  readonly name: string;
  readonly what: string;
  readonly months: number;
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

/** `since`: the first day of the cycle, from which what was never done is counted. What is due first comes first. */
export function dueOf(
  events: readonly Pick<AuditEvent, 'at' | 'action' | 'object'>[],
  since: IsoDate,
  calendar: Calendar,
  on: IsoDate,
): readonly Due[] {
  return CADENCE.map(({ id, name, what, months }): Due => {
    const last = events.findLast((one) => one.action === 'cadence.done' && one.object === `cadence:${id}`);
    const lastOn = last === undefined ? null : (last.at.slice(0, 10) as IsoDate);
    const dueOn = nextWorked(plusMonths(lastOn ?? since, months), calendar);
    return { id, name, what, months, lastOn, dueOn, overdue: on > dueOn };
  }).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.months - b.months));
}
