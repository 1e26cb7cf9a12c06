import { describe, expect, it } from 'vitest';
import type { Sha256Hex } from '../../../domain/brand.ts';
import type { ApprovalAct } from '../../../domain/governance/approval.ts';
import type { Reader } from '../../../domain/governance/inbox.ts';
import { waitingFor } from '../../../domain/governance/inbox.ts';
import type { Role } from '../../../domain/governance/role.ts';
import { act, actor, asks, day, demanding, outcome, people } from './case.ts';

const reader = (name: string, role: Role): Reader => ({
  actorId: actor(name),
  keyId: `key of ${name}` as Sha256Hex,
  roles: [role],
});
const demand = demanding([
  people(1),
  asks('quota', ['finance'], { why: 'Quotas are set for the first time.' }),
]);
const made = act('submit', 'ada');

const seen = (name: string, role: Role, acts: readonly ApprovalAct[] = [made], on = '2026-03-03') =>
  waitingFor(reader(name, role), acts, outcome(acts, demand, { on: day(on) }), demand.settings);

describe('[APR-07] what waits for one person', () => {
  it('[APR-01] a version waits for those an open requirement asks for, with why and until when', () => {
    const waits = seen('bea', 'finance');
    expect(waits).toMatchObject({ as: 'decide', dueOn: '2026-03-09', overdue: false });
    expect(waits?.why).toContain('Quotas are set for the first time.');
  });

  it('[APR-02] it never waits for its maker, for a role that decides nothing, nor for who has approved', () => {
    expect(seen('ada', 'finance')).toBeNull();
    expect(seen('gus', 'rep')).toBeNull();
    const bea = act('approve', 'bea', 'finance');
    const two = demanding([people(2)]);
    expect(
      waitingFor(reader('bea', 'finance'), [made, bea], outcome([made, bea], two), two.settings),
    ).toBeNull();
    expect(
      waitingFor(reader('cy', 'sales-leader'), [made, bea], outcome([made, bea], two), two.settings)?.as,
    ).toBe('decide');
  });

  it('[ROL-01] a second role that was granted is asked as well, and one whose grant does not cover it is not', () => {
    const with_ = (roles: readonly Role[]) =>
      waitingFor({ ...reader('bea', 'rep'), roles }, [made], outcome([made], demand), demand.settings);
    expect(with_(['rep', 'finance'])?.why).toContain('Quotas are set for the first time.');
    expect(with_([])).toBeNull();
  });

  it('[APR-07] when the due date has passed it is told to whom the policy names', () => {
    const approvedByCy = [made, act('approve', 'cy', 'sales-leader')];
    expect(seen('dee', 'executive', approvedByCy, '2026-03-09')).toBeNull();
    expect(seen('dee', 'executive', approvedByCy, '2026-03-10')).toMatchObject({
      as: 'escalated',
      overdue: true,
    });
  });

  it('[APR-09] it comes back to its maker when it is returned, and to a releaser when it is approved', () => {
    const back = [made, act('request-changes', 'bea', 'finance')];
    expect(seen('ada', 'planner', back)?.as).toBe('revise');
    expect(seen('bea', 'finance', back)).toBeNull();
    const approved = [made, act('approve', 'bea', 'finance')];
    expect(seen('bea', 'finance', approved)?.as).toBe('release');
    expect(seen('cy', 'sales-leader', approved)).toBeNull();
    expect(seen('bea', 'finance', [...approved, act('release', 'dee', 'executive')])).toBeNull();
  });
});
