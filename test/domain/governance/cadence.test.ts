import { describe, expect, it } from 'vitest';
import type { IsoTime } from '../../../domain/brand.ts';
import type { Measured } from '../../../domain/measures/measure-plan.ts';
import { measureContext, measurePlan } from '../../../domain/measures/measure-plan.ts';
import { alertObject, alertsOf } from '../../../domain/governance/alerts.ts';
import { DEFAULT_CLOCKS } from '../../../domain/governance/approval-settings.ts';
import { dueOf, plusMonths } from '../../../domain/governance/cadence.ts';
import { day } from './case.ts';
import { planMoving } from './plan-case.ts';

const done = (id: string, on: string) => ({
  at: `${on}T10:00:00.000Z` as IsoTime,
  action: 'cadence.done',
  object: `cadence:${id}`,
});
const due = (on: string, ...events: ReturnType<typeof done>[]) =>
  dueOf(events, day('2026-02-02'), DEFAULT_CLOCKS, day(on));

describe('[GOV-01] [GOV-02] the calendar', () => {
  it('[GOV-01] [GOV-02] monthly refresh and adjustments, quarterly rebalance, steering twice a year, yearly redesign and audit', () => {
    const slow = due('2026-03-02').filter(({ every }) => !every.includes('week'));
    expect(slow.map(({ id, dueOn, overdue }) => [id, dueOn, overdue])).toEqual([
      ['data-refresh', '2026-03-02', false],
      ['small-moves', '2026-03-02', false],
      ['enrichment', '2026-03-02', false],
      // 2 May 2026 is a Saturday, 2 August a Sunday.
      ['rebalance', '2026-05-04', false],
      ['resegmentation', '2026-05-04', false],
      ['steering', '2026-08-03', false],
      ['playbook', '2026-08-03', false],
      ['redesign', '2027-02-02', false],
      ['audit', '2027-02-02', false],
    ]);
    expect(
      due('2026-03-03')
        .filter((one) => one.overdue && one.every === 'Every month')
        .map((one) => one.id),
    ).toEqual(['data-refresh', 'small-moves', 'enrichment']);
  });

  it('[GOV-05] [GOV-09] the data quality report on Mondays, dashboards on Fridays, board and office hours weekly, check-ins every two weeks', () => {
    // 2 February 2026 is a Monday.
    const weekly = (...given: Parameters<typeof due>) =>
      Object.fromEntries(due(...given).map(({ id, dueOn }) => [id, dueOn]));
    expect(weekly('2026-02-02')).toMatchObject({
      'data-quality-report': '2026-02-02',
      dashboards: '2026-02-06',
      'change-board': '2026-02-09',
      'office-hours': '2026-02-09',
      stakeholders: '2026-02-16',
    });
    const after = weekly(
      '2026-02-12',
      done('data-quality-report', '2026-02-03'),
      done('dashboards', '2026-02-06'),
      done('stakeholders', '2026-02-11'),
    );
    expect(after).toMatchObject({
      'data-quality-report': '2026-02-09',
      dashboards: '2026-02-13',
      stakeholders: '2026-02-25',
    });
  });

  it('[GOV-02] is counted from when it was done last', () => {
    const found = due('2026-03-20', done('data-refresh', '2026-03-05'), done('small-moves', '2026-03-16'));
    const refresh = found.find(({ id }) => id === 'data-refresh');
    expect(refresh).toMatchObject({ lastOn: '2026-03-05', dueOn: '2026-04-06' });
    const twice = due('2026-03-20', done('data-refresh', '2026-03-05'), done('data-refresh', '2026-03-18'));
    expect(twice.find((one) => one.id === 'data-refresh')?.dueOn).toBe('2026-04-20');
  });

  it('[GOV-01] a month is a calendar month, the last day where it is shorter', () => {
    expect(plusMonths(day('2026-01-31'), 1)).toBe('2026-02-28');
    expect(plusMonths(day('2027-11-30'), 3)).toBe('2028-02-29');
    expect(plusMonths(day('2026-12-15'), 12)).toBe('2027-12-15');
  });
});

describe('[GOV-04] alerts on measures', () => {
  const measured = measurePlan(measureContext(planMoving(20)));
  const raised = (of: readonly Measured[], events: Parameters<typeof alertsOf>[1] = []) =>
    alertsOf(of, events, 'plan-1');

  it('[GOV-04] every measure out of bounds is one, with its figures; what is met or has no target is none', () => {
    const out = measured.filter(({ result }) => result.status === 'fail' || result.status === 'warn');
    expect(out.length).toBeGreaterThan(0);
    expect(
      raised(measured)
        .map((one) => one.measure)
        .toSorted(),
    ).toEqual(out.map(({ measure }) => measure.id).toSorted());
    const [first] = raised(measured);
    expect(first?.severe).toBe(true);
    expect(first?.words).toMatch(/\d/);
  });

  it('[AUD-10] a cause closes it until the figures change, or they are another plan’s', () => {
    const [first] = raised(measured);
    if (first === undefined) throw new Error('no alert');
    const noted = {
      action: 'alert.cause',
      object: alertObject('plan-1', first.measure),
      after: { words: first.words, cause: 'Two reps left' },
    };
    const after = raised(measured, [noted]);
    expect(after.find((one) => one.measure === first.measure)?.cause).toBe('Two reps left');
    expect(after[0]?.measure).not.toBe(first.measure);
    const changed = measurePlan(measureContext(planMoving(30)));
    const again = raised(changed, [noted]).find((one) => one.measure === first.measure);
    if (again?.words !== first.words) expect(again?.cause ?? null).toBeNull();
    expect(alertsOf(measured, [noted], 'plan-2').every((one) => one.cause === null)).toBe(true);
    expect(raised(measured, [{ ...noted, after: null }])[0]?.cause).toBeNull();
  });
});
