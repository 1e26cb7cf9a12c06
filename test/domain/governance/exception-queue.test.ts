import { describe, expect, it } from 'vitest';
import type { IsoTime } from '../../../domain/brand.ts';
import type { ApprovalAct } from '../../../domain/governance/approval.ts';
import { DEFAULT_CLOCKS } from '../../../domain/governance/approval-settings.ts';
import type { ExceptionCase } from '../../../domain/governance/exception-queue.ts';
import { exceptionsOf, resolutionTimes } from '../../../domain/governance/exception-queue.ts';
import { act, asks, day, demanding, outcome, people } from './case.ts';

const demand = demanding([
  people(1),
  asks('guardrails:total-cap', ['executive'], {
    exception: 'total-cap',
    clock: 'exception',
    why: '20.0% of accounts move.',
  }),
]);
// 2026-03-02 is a Monday.
const at = (text: string) => `${text}T09:00:00.000Z` as IsoTime;
const made = act('submit', 'ada', 'planner', { at: at('2026-03-02') });
const excepting = (on: string, until = '2026-03-20') =>
  act('approve', 'dee', 'executive', {
    at: at(on),
    exceptions: [{ guardrail: 'total-cap', until: day(until) }],
  });
const queue = (acts: readonly ApprovalAct[], on: string) =>
  exceptionsOf(acts, outcome(acts, demand, { on: day(on) }), DEFAULT_CLOCKS, day(on));

describe('[APR-08] the queue of exceptions', () => {
  it('[APR-08] [APR-06] one that waits says why, since when and until when, and when it is late', () => {
    expect(queue([made], '2026-03-05')).toEqual([
      {
        guardrail: 'total-cap',
        why: '20.0% of accounts move.',
        raisedOn: '2026-03-02',
        dueOn: '2026-03-05',
        overdue: false,
        state: 'open',
        until: null,
        settledOn: null,
        days: 3,
      },
    ]);
    expect(queue([made], '2026-03-06')).toMatchObject([{ overdue: true, days: 4 }]);
    expect(queue([], '2026-03-06')).toEqual([]);
  });

  it('[APR-08] is settled by the approval that grants it, and the time counts business days', () => {
    const plain = act('approve', 'dee', 'executive', { at: at('2026-03-03') });
    expect(queue([made, plain], '2026-03-04')).toMatchObject([{ state: 'open' }]);
    expect(queue([made, plain, excepting('2026-03-09')], '2026-03-09')).toMatchObject([
      { state: 'granted', settledOn: '2026-03-09', days: 5, until: '2026-03-20', overdue: false },
    ]);
  });

  it('[APR-08] is turned down with the version, lapses with the request, and reopens when its end has passed unused', () => {
    const no = act('reject', 'dee', 'executive', { at: at('2026-03-04') });
    expect(queue([made, no], '2026-03-09')).toMatchObject([{ state: 'turned-down', days: 2 }]);
    expect(queue([made], '2027-01-01')).toMatchObject([{ state: 'lapsed' }]);
    const ended = [made, excepting('2026-03-03', '2026-03-05')];
    expect(queue(ended, '2026-03-05')).toMatchObject([{ state: 'granted' }]);
    expect(queue(ended, '2026-03-06')).toMatchObject([{ state: 'open', settledOn: null }]);
    const released = [...ended, act('release', 'dee', 'executive', { at: at('2026-03-05') })];
    expect(queue(released, '2026-03-06')).toMatchObject([{ state: 'granted', settledOn: '2026-03-03' }]);
  });

  it('[APR-08] half and nine in ten of those settled', () => {
    const [open] = queue([made], '2026-03-05') as [ExceptionCase];
    const took = (days: number): ExceptionCase => ({ ...open, days, settledOn: day('2026-03-05') });
    expect(resolutionTimes([open])).toEqual({ settled: 0, half: null, nineInTen: null });
    const ten = [1, 1, 0, 2, 1, 9, 3, 0, 1, 2].map(took);
    expect(resolutionTimes([...ten, open])).toEqual({ settled: 10, half: 1, nineInTen: 3 });
  });
});
