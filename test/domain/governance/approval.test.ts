import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IsoTime, Sha256Hex, TerritoryId } from '../../../domain/brand.ts';
import type { Role } from '../../../domain/governance/role.ts';
import type { Grant } from '../../../domain/governance/grant.ts';
import { decideFaults } from '../../../domain/governance/decide.ts';
import { fourEyesFaults } from '../../../domain/governance/submission.ts';
import { act, actor, asks, day, demanding, grantOf, outcome, people, signatory, STAFF } from './case.ts';

const at = (text: string): IsoTime => `${text}T10:00:00.000Z` as IsoTime;
const made = act('submit', 'ada');
const stateOf = (...given: Parameters<typeof outcome>) => outcome(...given).state;

describe('[APR-02] maker and checker', () => {
  it('[APR-02] one other person approves; nobody approves her own; a rejection stands', () => {
    const two = demanding([people(2)]);
    const bea = act('approve', 'bea', 'finance');
    expect(stateOf([made])).toBe('InReview');
    expect(stateOf([made, act('approve', 'ada')])).toBe('InReview');
    expect(stateOf([made, act('approve', 'ada', 'finance')])).toBe('InReview');
    expect(stateOf([made, bea])).toBe('Approved');
    expect(stateOf([bea])).toBe('InReview');
    expect(stateOf([made, bea, bea], two)).toBe('InReview');
    expect(stateOf([made, bea, act('approve', 'cy', 'sales-leader')], two)).toBe('Approved');
    expect(stateOf([made, bea, act('reject', 'cy', 'sales-leader')])).toBe('Rejected');
    expect(stateOf([made, bea, act('submit', 'cy', 'sales-leader')])).toBe('InReview');
  });

  it('[APR-02] one person with two keys is one person, and one key with two names is a fault', () => {
    const other = { keyId: 'other key' as Sha256Hex };
    const staff = [...STAFF, signatory('bea', [grantOf('finance')], other)];
    const twice = [made, act('approve', 'bea', 'finance'), act('approve', 'bea', 'finance', other)];
    expect(stateOf(twice, demanding([people(2)]), { signatories: staff })).toBe('InReview');
    const shared = { keyId: 'key of bea' as Sha256Hex };
    const twoNames = [made, act('approve', 'bea', 'finance'), act('approve', 'cy', 'finance', shared)];
    expect(fourEyesFaults(twoNames).map((fault) => fault.code)).toEqual(['KEY_SHARED']);
    expect(stateOf(twoNames)).toBe('InReview');
  });

  it('[APR-02] says to each person why she may not decide', () => {
    const acts = [made, act('approve', 'bea', 'finance')];
    const ask = (...[decision, name, role]: Parameters<typeof act>): readonly string[] =>
      decideFaults(acts, act(decision, name, role), decision === 'approve' ? '' : ' ').map((f) => f.code);
    expect(ask('approve', 'ada', 'finance')).toEqual(['MAKER_CANNOT_DECIDE']);
    expect(ask('approve', 'bea', 'finance')).toEqual(['ALREADY_DECIDED']);
    expect(ask('approve', 'cy', 'sales-leader')).toEqual([]);
    expect(ask('release', 'ada', 'planner')).toEqual([]);
    expect(ask('reject', 'cy', 'sales-leader')).toEqual(['REASON_REQUIRED']);
    expect(ask('request-changes', 'bea', 'finance')).toEqual(['REASON_REQUIRED']);
    const rejected = [...acts, act('reject', 'dee', 'executive')];
    expect(decideFaults(rejected, act('approve', 'cy', 'sales-leader'), '').map((f) => f.code)).toEqual([
      'VERSION_REJECTED',
    ]);
  });
});

describe('[APR-01] roles, grants and thresholds', () => {
  const finance = demanding([people(1), asks('quota', ['finance'])]);

  it('[APR-01] an approval counts for a requirement only in a role it asks for', () => {
    expect(stateOf([made, act('approve', 'cy', 'sales-leader')], finance)).toBe('InReview');
    expect(stateOf([made, act('approve', 'bea', 'finance')], finance)).toBe('Approved');
  });

  it('[ROL-01] a role she was not granted, or not then, or not there, is set aside with the reason', () => {
    const claims = outcome([made, act('approve', 'cy', 'finance')], finance);
    expect(claims.state).toBe('InReview');
    expect(claims.setAside[0]?.why).toBe('No grant as Finance covers this version on 2026-03-02.');
    const late = [
      signatory('ada', [grantOf('planner')]),
      signatory('bea', [grantOf('finance', { to: day('2026-03-01') })]),
    ];
    expect(stateOf([made, act('approve', 'bea', 'finance')], finance, { signatories: late })).toBe(
      'InReview',
    );
    const denver = { tenant: STAFF[0]?.grants[0]?.scope.tenant ?? ('' as never), cycle: null };
    const regional = [
      signatory('ada', [grantOf('planner')]),
      signatory('bea', [grantOf('finance', { scope: { ...denver, territories: ['DEN' as TerritoryId] } })]),
    ];
    const touching = (ids: readonly string[]) => demanding([people(1)], {}, ids as readonly TerritoryId[]);
    const acts = [made, act('approve', 'bea', 'finance')];
    expect(stateOf(acts, touching(['DEN']), { signatories: regional })).toBe('Approved');
    expect(stateOf(acts, touching(['DEN', 'SLC']), { signatories: regional })).toBe('InReview');
  });

  it('[ROL-01] [PRV-08] a service identity decides nothing, and a maker may hold the checker\u2019s role without using it', () => {
    const robot = [...STAFF, signatory('robot', [grantOf('finance')], { kind: 'service' })];
    const acts = [made, act('approve', 'robot', 'finance')];
    expect(outcome(acts, finance, { signatories: robot }).setAside[0]?.why).toBe(
      'A program decides nothing.',
    );
    expect(stateOf([made, act('approve', 'ada', 'finance')], finance)).toBe('InReview');
    const other = act('submit', 'cy', 'sales-leader');
    expect(stateOf([other, act('approve', 'ada', 'finance')], finance)).toBe('Approved');
  });

  it('[APR-09] changes requested hold the version until she approves it herself', () => {
    const back = act('request-changes', 'bea', 'finance', { at: at('2026-03-02') });
    const cy = act('approve', 'cy', 'sales-leader');
    expect(stateOf([made, cy, back])).toBe('ChangesRequested');
    const now = act('approve', 'bea', 'finance', { at: at('2026-03-03') });
    expect(stateOf([made, cy, back, now])).toBe('Approved');
    const before = act('approve', 'bea', 'finance', { at: at('2026-03-01') });
    expect(stateOf([made, cy, back, before])).toBe('ChangesRequested');
    expect(stateOf([made, cy, back, act('approve', 'bea', 'finance', { at: back.at })])).toBe(
      'ChangesRequested',
    );
  });
});

describe('[APR-10] delegation', () => {
  const finance = demanding([asks('quota', ['finance'])]);
  const gives = (to: string, until: string, name = 'bea') =>
    act('delegate', name, 'finance', { delegate: { to: actor(to), until: day(until) } });
  const votes = act('approve', 'cy', 'finance', { onBehalfOf: actor('bea') });

  it('[APR-10] a dated delegation lets another vote in her stead, until its last day', () => {
    expect(stateOf([made, votes], finance)).toBe('InReview');
    expect(stateOf([made, votes, gives('cy', '2026-03-10')], finance)).toBe('Approved');
    expect(stateOf([made, votes, gives('cy', '2026-03-01')], finance)).toBe('InReview');
    expect(stateOf([made, votes, gives('eve', '2026-03-10')], finance)).toBe('InReview');
    expect(stateOf([made, votes, gives('cy', '2026-09-10')], finance)).toBe('InReview');
    const none = demanding(finance.list, { delegation: { allowed: false, maxDays: 0 } });
    expect(stateOf([made, votes, gives('cy', '2026-03-10')], none)).toBe('InReview');
  });

  it('[APR-10] a lent vote counts while the lender holds the role, when it is lent and when it is cast', () => {
    const lent = gives('cy', '2026-03-20');
    const cast = { ...votes, at: '2026-03-05T09:00:00.000Z' as IsoTime };
    const beas = (over: Partial<Grant>) =>
      STAFF.map((one) =>
        one.actorId === actor('bea') ? { ...one, grants: [grantOf('finance', over)] } : one,
      );
    const state = (over: Partial<Grant>) =>
      stateOf([made, lent, cast], finance, { signatories: beas(over), on: day('2026-03-06') });
    expect(state({})).toBe('Approved');
    expect(state({ to: day('2026-03-05') })).toBe('Approved');
    expect(state({ to: day('2026-03-04') })).toBe('InReview');
    expect(state({ from: day('2026-03-03') })).toBe('InReview');
    const late = { ...votes, at: '2026-03-05T09:00:00.000Z' as IsoTime };
    expect(stateOf([made, gives('cy', '2026-03-04'), late], finance, { on: day('2026-03-06') })).toBe(
      'InReview',
    );
  });

  it('[APR-10] it is never chained, never the maker\u2019s, and makes no second pair of eyes', () => {
    const chain = act('delegate', 'cy', 'finance', {
      onBehalfOf: actor('bea'),
      delegate: { to: actor('eve'), until: day('2026-03-10') },
    });
    const eve = act('approve', 'eve', 'finance', { onBehalfOf: actor('cy') });
    expect(stateOf([made, gives('cy', '2026-03-10'), chain, eve], finance)).toBe('InReview');
    const adas = act('approve', 'cy', 'finance', { onBehalfOf: actor('ada') });
    expect(stateOf([made, gives('cy', '2026-03-10', 'ada'), adas], finance)).toBe('InReview');
    const two = demanding([asks('quota', ['finance'], { need: { roles: ['finance'], count: 2 } })]);
    const both = [made, gives('cy', '2026-03-10'), votes, act('approve', 'bea', 'finance')];
    expect(stateOf(both, two)).toBe('InReview');
    expect(stateOf([...both, act('approve', 'fay', 'finance')], two)).toBe('Approved');
  });
});

describe('[APR-02] releasing', () => {
  const approved = [made, act('approve', 'bea', 'finance')];
  const released = (name: string, role: Role, over: Parameters<typeof outcome>[2] = {}) =>
    outcome([...approved, act('release', name, role)], demanding([people(1)]), over);

  it('[APR-02] [APR-03] only a role the policy names releases, under a grant, and never a program', () => {
    expect(released('dee', 'executive').releasedOn).toBe('2026-03-02');
    expect(released('cy', 'sales-leader').releasedOn).toBeNull();
    expect(released('cy', 'sales-leader').setAside[0]?.why).toBe(
      'The policy does not let Sales leader release.',
    );
    expect(released('cy', 'executive').releasedOn).toBeNull();
    const robot = STAFF.map((one) =>
      one.actorId === actor('dee') ? { ...one, kind: 'service' as const } : one,
    );
    expect(released('dee', 'executive', { signatories: robot }).releasedOn).toBeNull();
    const open = outcome([made, act('release', 'dee', 'executive')]);
    expect([open.state, open.releasedOn]).toEqual(['InReview', null]);
  });

  it('[APR-10] a program lends no vote', () => {
    const robot = [...STAFF, signatory('robot', [grantOf('finance')], { kind: 'service' })];
    const lends = act('delegate', 'robot', 'finance', {
      delegate: { to: actor('cy'), until: day('2026-03-10') },
    });
    const cast = act('approve', 'cy', 'finance', { onBehalfOf: actor('robot') });
    const finance = demanding([asks('quota', ['finance'])]);
    expect(stateOf([made, lends, cast], finance, { signatories: robot })).toBe('InReview');
  });
});

describe('[APR-06] exceptions', () => {
  const capped = demanding([
    asks('guardrails:total-cap', ['executive'], { exception: 'total-cap', clock: 'exception' }),
  ]);
  const except = (until: string) =>
    act('approve', 'dee', 'executive', { exceptions: [{ guardrail: 'total-cap', until: day(until) }] });

  it('[APR-06] a broken guardrail needs an exception by name, with an end, within the policy\u2019s span', () => {
    expect(stateOf([made, act('approve', 'dee', 'executive')], capped)).toBe('InReview');
    expect(stateOf([made, except('2026-03-31')], capped)).toBe('Approved');
    expect(stateOf([made, except('2027-03-31')], capped)).toBe('InReview');
    const other = act('approve', 'dee', 'executive', {
      exceptions: [{ guardrail: 'lock-window', until: day('2026-03-31') }],
    });
    expect(stateOf([made, other], capped)).toBe('InReview');
  });

  it('[APR-06] once its last day is past it counts no more, and what was released by then stays released', () => {
    const acts = [made, except('2026-03-05'), act('release', 'dee', 'executive')];
    expect(stateOf(acts, capped, { on: day('2026-03-05') })).toBe('Approved');
    const after = outcome(acts, capped, { on: day('2026-03-06') });
    expect([after.state, after.releasedOn]).toEqual(['InReview', '2026-03-02']);
    const late = outcome([made, except('2026-03-01'), act('release', 'dee', 'executive')], capped);
    expect(late.releasedOn).toBeNull();
  });
});

describe('[APR-07] clocks', () => {
  it('[APR-04] a request is due in 5 business days, a model change and an exception in 3, weekends and holidays apart', () => {
    const holidays = { clocks: { ...demanding([]).settings.clocks, holidays: [day('2026-03-04')] } };
    const list = [
      people(1),
      asks('model', ['revops'], { clock: 'model' }),
      asks('exception', ['executive'], { clock: 'exception' }),
    ];
    const due = (settings = {}) =>
      outcome([made], demanding(list, settings)).requirements.map((one) => one.dueOn);
    expect(due()).toEqual(['2026-03-09', '2026-03-05', '2026-03-05']);
    expect(due(holidays)).toEqual(['2026-03-10', '2026-03-06', '2026-03-06']);
  });

  it('[APR-07] the day after the due date it is overdue, and escalates; a met requirement never is', () => {
    const overdue = (on: string, ...more: Parameters<typeof act>[]) =>
      outcome([made, ...more.map((one) => act(...one))], demanding([people(1)]), { on: day(on) })
        .requirements[0]?.overdue;
    expect(overdue('2026-03-09')).toBe(false);
    expect(overdue('2026-03-10')).toBe(true);
    expect(overdue('2026-03-10', ['approve', 'bea', 'finance'])).toBe(false);
  });

  it('[APR-07] a request nobody decides expires, and no approval after that brings it back', () => {
    const days = { clocks: { ...demanding([]).settings.clocks, expireAfterDays: 5 } };
    const demand = demanding([people(1)], days);
    expect(outcome([made], demand).expiresOn).toBe('2026-03-16');
    expect(stateOf([made], demand, { on: day('2026-03-16') })).toBe('InReview');
    expect(stateOf([made], demand, { on: day('2026-03-17') })).toBe('Expired');
    const late = act('approve', 'bea', 'finance', { at: at('2026-03-17') });
    expect(stateOf([made, late], demand, { on: day('2026-03-17') })).toBe('Expired');
    const inTime = act('approve', 'bea', 'finance', { at: at('2026-03-16') });
    expect(stateOf([made, inTime], demand, { on: day('2026-06-17') })).toBe('Approved');
    const never = demanding([people(1)], { clocks: { ...days.clocks, expireAfterDays: null } });
    expect(stateOf([made], never, { on: day('2036-01-01') })).toBe('InReview');
  });
});

describe('[APR-02] the order of acts in a file', () => {
  it('[APR-02] never changes what they come to', () => {
    const anyAct = fc
      .record({
        decision: fc.constantFrom('submit', 'approve', 'reject', 'request-changes', 'delegate', 'release'),
        name: fc.constantFrom('ada', 'bea', 'cy', 'dee', 'fay'),
        role: fc.constantFrom('planner', 'finance', 'executive', 'sales-leader'),
        minute: fc.integer({ min: 0, max: 3 }),
        other: fc.option(fc.constantFrom('bea', 'cy', 'fay')),
      })
      .map(({ decision, name, role, minute, other }) =>
        act(decision as 'approve', name, role as 'finance', {
          at: `2026-03-02T09:0${minute}:00.000Z` as IsoTime,
          onBehalfOf: decision === 'approve' && other !== null ? actor(other) : null,
          delegate: decision === 'delegate' ? { to: actor(other ?? 'cy'), until: day('2026-03-20') } : null,
        }),
      );
    const shuffled = fc
      .array(anyAct, { maxLength: 8 })
      .chain((acts) => fc.tuple(fc.constant(acts), fc.shuffledSubarray(acts, { minLength: acts.length })));
    const demand = demanding([people(2), asks('quota', ['finance'])]);
    fc.assert(
      fc.property(shuffled, ([acts, other]) => {
        const [a, b] = [outcome(acts, demand), outcome(other, demand)];
        expect(b.state).toBe(a.state);
        expect(b.releasedOn).toBe(a.releasedOn);
        expect(b.requirements).toEqual(a.requirements);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('[APR-13] papers signed with a decision', () => {
  const kinds = ['charter', 'financial-impact', 'risk-profile'] as const;
  const sponsored = demanding([
    asks('sponsor', ['executive'], { need: { roles: ['executive'], count: 1, documents: kinds } }),
  ]);
  const sponsor = (documents: readonly (typeof kinds)[number][], over = {}) =>
    act('approve', 'dee', 'executive', { documents, ...over });

  it('[APR-13] an executive who signs charter, financial impact and risk profile meets the rule; with one missing she does not', () => {
    expect(stateOf([made, sponsor(kinds)], sponsored)).toBe('Approved');
    expect(stateOf([made, sponsor(['charter', 'risk-profile'])], sponsored)).toBe('InReview');
    expect(stateOf([made, sponsor([])], sponsored)).toBe('InReview');
    const finance = act('approve', 'bea', 'finance', { documents: kinds });
    expect(stateOf([made, finance], sponsored)).toBe('InReview');
  });

  it('[APR-13] she signs in person: a lent vote does not, though it counts for rules without papers', () => {
    const lent = act('delegate', 'dee', 'executive', {
      delegate: { to: actor('cy'), until: day('2026-03-20') },
    });
    const vote = act('approve', 'cy', 'executive', { onBehalfOf: actor('dee'), documents: kinds });
    expect(stateOf([made, lent, vote], sponsored)).toBe('InReview');
    expect(stateOf([made, lent, vote], demanding([asks('any', ['executive'])]))).toBe('Approved');
  });

  it('[APR-13] who approved without the papers may approve again with them', () => {
    const before = [made, sponsor([])];
    expect(decideFaults(before, sponsor(kinds), '').map(({ code }) => code)).toEqual([]);
    expect(decideFaults(before, sponsor([]), '').map(({ code }) => code)).toEqual(['ALREADY_DECIDED']);
  });
});
