/**
 * Random schedules of everything that can happen to a version: submitting, approving by anyone in any role, returning,
 * rejecting, delegating, grants that end, keys revoked, days that pass, another policy for later versions, acts replayed onto another
 * version, and releasing. Beside the rules stands a model that knows nothing of them: it walks the events in time,
 * keeps a notebook, and looks for enough different people by trying every choice.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IsoDate, IsoTime, Sha256Hex } from '../../../domain/brand.ts';
import type { ApprovalAct } from '../../../domain/governance/approval.ts';
import { plusDays } from '../../../domain/governance/business-days.ts';
import type { Signatory } from '../../../domain/governance/grant.ts';
import type { Requirements } from '../../../domain/governance/requirements.ts';
import type { Role } from '../../../domain/governance/role.ts';
import { act, actor, asks, day, demanding, grantOf, outcome, people, signatory } from './case.ts';

const START = day('2026-03-02');
const NAMES = ['ada', 'bea', 'cy', 'dee', 'fay', 'robot'] as const;
const GRANTED: Readonly<Record<(typeof NAMES)[number], readonly Role[]>> = {
  ada: ['planner', 'finance'],
  bea: ['finance'],
  cy: ['sales-leader'],
  dee: ['executive', 'finance'],
  fay: ['finance', 'planner'],
  robot: ['finance'],
};
const ROLES = ['planner', 'finance', 'sales-leader', 'executive'] as const;
const RELEASERS: readonly Role[] = ['executive', 'finance'];

/** Four policies, from one pair of eyes to two of finance and an exception. */
const POLICIES: readonly Requirements[] = [
  demanding([people(1)], { releasers: RELEASERS, delegation: { allowed: false, maxDays: 0 } }),
  demanding([people(2), asks('quota', ['finance'])], { releasers: RELEASERS }),
  demanding([people(1), asks('quota', ['finance'], { need: { roles: ['finance'], count: 2 } })], {
    releasers: RELEASERS,
  }),
  demanding(
    [people(1), asks('guardrails:total-cap', ['executive'], { exception: 'total-cap', clock: 'exception' })],
    { releasers: RELEASERS },
  ),
];
/** By hand: the business day after which requests under these policies expire, from each day they can be submitted. */
const EXPIRY_BUSINESS_DAYS = 25;

type Kind =
  | 'submit'
  | 'approve'
  | 'reject'
  | 'request-changes'
  | 'delegate'
  | 'release'
  | 'end-grant'
  | 'revoke'
  | 'days'
  | 'policy'
  | 'replay';

interface Event {
  readonly kind: Kind;
  readonly name: (typeof NAMES)[number];
  readonly role: Role;
  readonly other: (typeof NAMES)[number] | null;
  readonly number: number;
  /** Which of two versions it is about. */
  readonly version: 0 | 1;
}

const anyName = fc.constantFrom(...NAMES);
type Who = Pick<Event, 'name' | 'role'>;

/** Mostly people in roles they hold, so that schedules get somewhere; now and then anybody as anything. */
const entitled: fc.Arbitrary<Who> = fc.constantFrom<Who>(
  { name: 'bea', role: 'finance' },
  { name: 'cy', role: 'sales-leader' },
  { name: 'dee', role: 'executive' },
  { name: 'dee', role: 'finance' },
  { name: 'fay', role: 'finance' },
);
const anybody: fc.Arbitrary<Who> = fc.record({ name: anyName, role: fc.constantFrom<Role>(...ROLES) });

const eventOf = (kinds: readonly Kind[], who: fc.Arbitrary<Who>): fc.Arbitrary<Event> =>
  fc
    .record({
      who,
      kind: fc.constantFrom(...kinds),
      other: fc.option(anyName, { freq: 2 }),
      number: fc.nat({ max: 40 }),
      version: fc.constantFrom<0 | 1>(0, 0, 0, 1),
    })
    .map(({ who: { name, role }, ...rest }) => ({ ...rest, name, role }));

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 12, arbitrary: eventOf(['approve', 'approve', 'approve', 'delegate', 'release'], entitled) },
  { weight: 2, arbitrary: eventOf(['days', 'days', 'policy', 'replay', 'end-grant', 'revoke'], entitled) },
  { weight: 1, arbitrary: eventOf(['request-changes', 'reject'], entitled) },
  {
    weight: 1,
    arbitrary: eventOf(['submit', 'approve', 'reject', 'delegate', 'release', 'revoke'], anybody),
  },
);

/** Each version is submitted by Ada at some time, mostly early, and all else happens around it. */
const anySchedule = fc
  .tuple(fc.array(anyEvent, { maxLength: 2 }), fc.nat({ max: 3 }), fc.array(anyEvent, { maxLength: 20 }))
  .map(([before, number, after]) => {
    const submit: Event = { kind: 'submit', name: 'ada', role: 'planner', other: null, number, version: 0 };
    return [
      { ...submit, kind: 'policy' as const },
      ...before,
      submit,
      { ...submit, version: 1 as const },
      ...after,
    ];
  });

interface Noted {
  readonly kind: Kind;
  readonly name: string;
  readonly role: Role;
  readonly on: IsoDate;
  readonly order: number;
  readonly behalf: string | null;
  readonly excepts: IsoDate | null;
  readonly to: string | null;
  readonly until: IsoDate | null;
}

/** The world as the machine has it, and the model's notebook, side by side. */
class World {
  today: IsoDate = START;
  clock = 0;
  policy = 1;
  readonly policyOf: [number, number] = [1, 1];
  readonly acts: [ApprovalAct[], ApprovalAct[]] = [[], []];
  readonly notes: [Noted[], Noted[]] = [[], []];
  readonly ended = new Map<string, IsoDate>();
  readonly revoked = new Set<string>();

  signatories(): readonly Signatory[] {
    return NAMES.filter((name) => !this.revoked.has(name)).map((name) =>
      signatory(
        name,
        GRANTED[name].map((role) => grantOf(role, { to: this.ended.get(`${name} ${role}`) ?? null })),
        name === 'robot' ? { kind: 'service' } : {},
      ),
    );
  }

  write(event: Event): void {
    const { kind, name, role, other, number, version } = event;
    if (kind === 'days') this.today = plusDays(this.today, number);
    else if (kind === 'policy') this.policy = number % POLICIES.length;
    else if (kind === 'end-grant') this.endGrant(name, role);
    else if (kind === 'revoke') this.revoked.add(name);
    else if (kind === 'replay') this.replay(version, number);
    else {
      this.clock++;
      if (kind === 'submit' && this.acts[version].length === 0) this.policyOf[version] = this.policy;
      const until = plusDays(this.today, number);
      const at = `${this.today}T00:${String(this.clock).padStart(2, '0')}:00.000Z` as IsoTime;
      const behalf = kind === 'approve' ? other : null;
      const to = kind === 'delegate' ? (other ?? 'cy') : null;
      const excepts = kind === 'approve' && number % 2 === 0 ? until : null;
      this.acts[version].push(
        act(kind, name, role, {
          at,
          onBehalfOf: behalf === null ? null : actor(behalf),
          exceptions: excepts === null ? [] : [{ guardrail: 'total-cap', until: excepts }],
          delegate: to === null ? null : { to: actor(to), until },
        }),
      );
      this.notes[version].push({
        kind,
        name,
        role,
        on: this.today,
        order: this.clock,
        behalf,
        excepts,
        to,
        until,
      });
    }
  }

  private endGrant(name: string, role: Role): void {
    const key = `${name} ${role}`;
    if (!this.ended.has(key)) this.ended.set(key, this.today);
  }

  /** The same act again in its own version. (Into another one it cannot go: its signature names the version.) */
  private replay(version: 0 | 1, number: number): void {
    const mine = this.acts[version];
    const again = mine[number % Math.max(1, mine.length)];
    if (again !== undefined) mine.push({ ...again });
  }
}

/** The model: whether this version is approved today, from its notebook. */
function modelApproves(world: World, version: 0 | 1): boolean {
  const notes = world.notes[version];
  const holds = (name: string, role: Role, on: IsoDate): boolean =>
    !world.revoked.has(name) &&
    (GRANTED[name as 'ada'] as readonly Role[]).includes(role) &&
    on <= (world.ended.get(`${name} ${role}`) ?? '9999');
  const submits = notes.filter((note) => note.kind === 'submit');
  const maker = submits[0];
  if (maker === undefined || submits.length > 1 || maker.name === 'robot') return false;
  if (!holds(maker.name, maker.role, maker.on)) return false;
  const demand = POLICIES[world.policyOf[version]];
  if (demand === undefined) return false;
  const opinions = new Map<string, Noted>();
  const given = new Map<string, Noted>();
  const decidedByMaker = notes.some(
    (n) => n.name === maker.name && n.kind !== 'submit' && n.kind !== 'release',
  );
  if (decidedByMaker) return false;
  for (const note of notes) if (note.kind === 'delegate') given.set(`${note.name} ${note.role}`, note);
  for (const note of notes) {
    if (note.name === 'robot') continue;
    const allowed = EXPIRY_BUSINESS_DAYS + extra(demand);
    if (note.kind === 'approve' && businessDays(maker.on, plusDays(note.on, -1)) >= allowed) continue;
    const own = holds(note.name, note.role, note.on);
    if (note.kind === 'reject' && own) return false;
    if (note.kind !== 'approve' && note.kind !== 'request-changes') continue;
    if (world.revoked.has(note.name)) continue;
    if (note.behalf === null ? !own : !lent(note)) continue;
    opinions.set(`${note.name} ${note.role} ${note.behalf ?? ''}`, note);
  }
  const current = [...opinions.values()];
  if (current.some((note) => note.kind === 'request-changes')) return false;
  return demand.list.every(({ need, exception }) => {
    const useful = current.filter(
      (note) =>
        need.roles.includes(note.role) &&
        (exception === null || (note.excepts !== null && world.today <= note.excepts)),
    );
    return choose(useful, [], need.count);
  });

  function lent(note: Noted): boolean {
    const lender = given.get(`${note.behalf} ${note.role}`);
    if (lender === undefined || demand?.settings.delegation.allowed !== true) return false;
    const span = Date.parse(lender.until ?? '') - Date.parse(lender.on);
    return (
      lender.name !== 'robot' &&
      lender.to === note.name &&
      note.on <= (lender.until ?? '') &&
      span <= demand.settings.delegation.maxDays * 86_400_000 &&
      holds(lender.name, lender.role, lender.on) &&
      holds(lender.name, lender.role, note.on)
    );
  }
}

/** The model: the first day somebody who may released it; null: nobody has. */
function modelReleasedOn(world: World, version: 0 | 1): IsoDate | null {
  const days = world.notes[version]
    .filter(
      ({ kind, name, role, on }) =>
        kind === 'release' &&
        name !== 'robot' &&
        !world.revoked.has(name) &&
        RELEASERS.includes(role) &&
        (GRANTED[name as 'ada'] as readonly Role[]).includes(role) &&
        on <= (world.ended.get(`${name} ${role}`) ?? '9999'),
    )
    .map(({ on }) => on);
  return days.toSorted()[0] ?? null;
}

const extra = (demand: Requirements): number =>
  Math.max(...demand.list.map((one) => (one.clock === 'request' ? 0 : -2)));

function businessDays(from: IsoDate, to: IsoDate): number {
  let count = 0;
  for (let time = Date.parse(from) + 86_400_000; time <= Date.parse(to); time += 86_400_000) {
    const weekday = new Date(time).getUTCDay();
    if (weekday > 0 && weekday < 6) count++;
  }
  return count;
}

/** Some choice of `count` votes in which nobody appears twice, be it as voter or as the one voted for. */
function choose(votes: readonly Noted[], taken: readonly string[], count: number): boolean {
  if (count === 0) return true;
  return votes.some((vote, i) => {
    const who = vote.behalf === null ? [vote.name] : [vote.name, vote.behalf];
    return (
      !who.some((name) => taken.includes(name)) && choose(votes.slice(i + 1), [...taken, ...who], count - 1)
    );
  });
}

const shuffledBy = <T>(items: readonly T[], seed: number): readonly T[] =>
  items
    .map((item, i) => ({ item, key: Math.imul(i + 1, 2_654_435_761 ^ seed) >>> 0 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);

const soak = process.env['BAILIWICK_SOAK_SEED'];
const RUNS = soak === undefined ? { numRuns: 5000, seed: 1 } : { numRuns: 20_000, seed: Number(soak) };

describe('[APR-02] no order of events releases an unapproved version', () => {
  it('[APR-02] [APR-03] in thousands of schedules, what the rules approve or release the model had approved, and nothing else', () => {
    const seen = { approved: 0, released: 0, refused: 0, delegated: 0, excepted: 0 };
    fc.assert(
      fc.property(anySchedule, fc.nat(), (events, seed) => {
        const world = new World();
        for (const event of events) {
          world.write(event);
          const { version } = event;
          const requirements = POLICIES[world.policyOf[version]] ?? demanding([people(1)]);
          const acts = shuffledBy(world.acts[version], seed);
          const found = outcome(acts, requirements, { signatories: world.signatories(), on: world.today });
          const expected = modelApproves(world, version);
          expect(found.state === 'Approved').toBe(expected);
          if (expected) expect(found.releasedOn).toBe(modelReleasedOn(world, version));
          if (found.state === 'Approved') {
            seen.approved++;
            if (acts.some((one) => one.onBehalfOf !== null)) seen.delegated++;
            if (requirements.list.some((one) => one.exception !== null)) seen.excepted++;
          }
          if (event.kind !== 'release') continue;
          const mayRelease =
            event.name !== 'robot' &&
            !world.revoked.has(event.name) &&
            RELEASERS.includes(event.role) &&
            GRANTED[event.name].includes(event.role) &&
            world.today <= (world.ended.get(`${event.name} ${event.role}`) ?? '9999');
          const releasedToday = found.releasedOn !== null && mayRelease && expected;
          if (found.releasedOn === world.today) expect(expected).toBe(true);
          if (mayRelease && expected) expect(found.releasedOn).not.toBeNull();
          seen[releasedToday ? 'released' : 'refused']++;
        }
      }),
      RUNS,
    );
    // A schedule that never gets anywhere proves nothing.
    const share = RUNS.numRuns / 20_000;
    expect(seen.approved).toBeGreaterThan(2000 * share);
    expect(seen.released).toBeGreaterThan(100 * share);
    expect(seen.refused).toBeGreaterThan(1000 * share);
    expect(seen.delegated).toBeGreaterThan(50 * share);
    expect(seen.excepted).toBeGreaterThan(20 * share);
  });

  it('[APR-02] every order of a maker, two approvers, a returning and a rejection, tried one by one', () => {
    const story = [
      act('submit', 'ada', 'planner'),
      act('approve', 'bea', 'finance'),
      act('approve', 'cy', 'sales-leader'),
      act('reject', 'dee', 'executive'),
      act('release', 'fay', 'finance', { keyId: 'key of fay' as Sha256Hex }),
    ];
    let orders = 0;
    for (const order of permutations(story)) {
      orders++;
      for (let cut = 0; cut <= order.length; cut++) {
        const so = order.slice(0, cut);
        const found = outcome(so, demanding([people(2)]));
        const has = (decision: ApprovalAct['decision']) =>
          so.filter((one) => one.decision === decision).length;
        const approved = has('submit') === 1 && has('approve') === 2 && has('reject') === 0;
        expect(found.state).toBe(has('reject') > 0 ? 'Rejected' : approved ? 'Approved' : 'InReview');
        expect(found.releasedOn !== null).toBe(approved && has('release') === 1);
      }
    }
    expect(orders).toBe(120);
  });
});

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [i, item] of items.entries()) {
    for (const rest of permutations(items.filter((_, j) => j !== i))) yield [item, ...rest];
  }
}
