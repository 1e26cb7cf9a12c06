import { describe, expect, it } from 'vitest';
import type { ActorId, IsoTime, Sha256Hex } from '../../../domain/brand.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import { accessRequests, accessReview, grantNote } from '../../../domain/governance/access-requests.ts';
import { DEFAULT_CLOCKS } from '../../../domain/governance/approval-settings.ts';
import { day, grantOf } from './case.ts';

const keyId = 'ab'.repeat(32) as Sha256Hex;
const note = (request: string | null): Json =>
  ({ keyId, grant: grantOf('finance'), request }) as unknown as Json;
const event = (action: string, on: string, request: string | null = null, after: Json = note(request)) => ({
  at: `${on}T10:00:00.000Z` as IsoTime,
  actor: 'bea' as ActorId,
  action,
  object: `request:${request}`,
  after,
});

describe('[ROL-04] access requests and their review', () => {
  it('[ROL-04] a request is due in two business days, and how long its answer took is on record', () => {
    // 2026-03-06 is a Friday.
    const asked = [event('access.request', '2026-03-06', 'r1'), event('access.request', '2026-03-06', 'r2')];
    const events = [...asked, event('grant.give', '2026-03-09', 'r1')];
    const found = accessRequests(events, DEFAULT_CLOCKS, day('2026-03-10'));
    expect(found.map((one) => [one.id, one.dueOn, one.overdue, one.answer?.how, one.answer?.days])).toEqual([
      ['r2', '2026-03-10', false, undefined, undefined],
      ['r1', '2026-03-10', false, 'granted', 1],
    ]);
    const late = accessRequests(events, DEFAULT_CLOCKS, day('2026-03-11'));
    expect(late.map((one) => one.overdue)).toEqual([true, false]);
    const refused = accessRequests(
      [...events, event('access.refuse', '2026-03-13', 'r2')],
      DEFAULT_CLOCKS,
      day('2026-03-13'),
    );
    expect(refused.find((one) => one.id === 'r2')).toMatchObject({
      overdue: false,
      answer: { how: 'refused', days: 5 },
    });
  });

  it('[ROL-04] the first answer stands, and a grant nobody asked for answers nothing', () => {
    const events = [
      event('grant.give', '2026-03-05'),
      event('access.request', '2026-03-06', 'r1'),
      event('access.refuse', '2026-03-06', 'r1'),
      event('grant.give', '2026-03-09', 'r1'),
    ];
    const found = accessRequests(events, DEFAULT_CLOCKS, day('2026-03-10'));
    expect(found.map((one) => one.answer?.how)).toEqual(['refused']);
  });

  it('[ROL-04] a line of another form is no request, and does not stop the others', () => {
    expect(grantNote({ keyId: 'x' })).toBeNull();
    const events = [
      event('access.request', '2026-03-06', 'r0', { by: 'hand' }),
      event('access.request', '2026-03-06', 'r1'),
    ];
    expect(accessRequests(events, DEFAULT_CLOCKS, day('2026-03-06')).map((one) => one.id)).toEqual(['r1']);
  });

  it('[ROL-04] grants are looked over a month after the first, and a month after each time', () => {
    expect(accessReview([], day('2026-03-06'))).toEqual({ lastOn: null, dueOn: null, overdue: false });
    const granted = [event('grant.give', '2026-03-01')];
    expect(accessReview(granted, day('2026-04-01'))).toEqual({
      lastOn: null,
      dueOn: '2026-04-01',
      overdue: false,
    });
    expect(accessReview(granted, day('2026-04-02')).overdue).toBe(true);
    const reviewed = [...granted, event('access.review', '2026-04-02')];
    expect(accessReview(reviewed, day('2026-05-03'))).toEqual({
      lastOn: '2026-04-02',
      dueOn: '2026-05-03',
      overdue: false,
    });
  });
});
