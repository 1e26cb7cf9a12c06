/** 72 hours from becoming aware of a breach to telling the authority (ledger PRV-09; GDPR art. 33(1)). */
import type { IsoTime } from '../brand.ts';
import type { Incident } from './records.ts';

export const BREACH_HOURS = 72;
const HOUR = 3_600_000;

export interface BreachClock {
  readonly dueAt: IsoTime;
  /** Hours left, negative once it is late; null when the authority was told. */
  readonly hoursLeft: number | null;
  /** Told in time, told late, still open, or overdue. */
  readonly state: 'open' | 'overdue' | 'in-time' | 'late';
}

export function breachClock(incident: Pick<Incident, 'awareAt' | 'notifiedAt'>, now: IsoTime): BreachClock {
  const due = Date.parse(incident.awareAt) + BREACH_HOURS * HOUR;
  const dueAt = new Date(due).toISOString() as IsoTime;
  if (incident.notifiedAt !== null) {
    return { dueAt, hoursLeft: null, state: Date.parse(incident.notifiedAt) <= due ? 'in-time' : 'late' };
  }
  const hoursLeft = (due - Date.parse(now)) / HOUR;
  return { dueAt, hoursLeft, state: hoursLeft >= 0 ? 'open' : 'overdue' };
}
