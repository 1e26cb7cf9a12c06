import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../../domain/brand.ts';
import { minorUnits } from '../../../domain/brand.ts';
import { requirementsOf } from '../../../domain/governance/requirements.ts';
import { measureContext } from '../../../domain/measures/measure-plan.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { UNASSIGNED } from '../../../domain/plan/plan.ts';
import { readiness } from '../../../renderer/steps/review/readiness.ts';
import { refusalTitle } from '../../../renderer/steps/release/refusal-words.ts';
import { codedError } from '../../../domain/result.ts';
import { smallPlan } from '../../storage/support.ts';

const check = (plan: Plan, id: string) =>
  readiness(
    plan,
    measureContext(plan),
    requirementsOf({ plan, lines: [], on: '2026-01-31' as IsoDate }).list,
  ).find((each) => each.id === id);
const small = smallPlan(6);
const targeted: Plan = { ...small, quota: { ...small.quota, target: minorUnits(1_000_000_00) } };

describe('readiness', () => {
  it('[APR-01] says how many accounts have no territory', () => {
    const assignment = small.assignment.slice();
    assignment[0] = UNASSIGNED;
    expect(check({ ...small, assignment }, 'assigned')).toMatchObject({ kind: 'warn' });
    expect(check({ ...small, assignment }, 'assigned')?.words).toBe('1 account has no territory');
    expect(check(small, 'assigned')?.kind).toBe('good');
  });

  it('[IDR-02] names the territories nobody owns, and what follows', () => {
    expect(check({ ...small, reps: [] }, 'scope')).toMatchObject({ kind: 'warn' });
    expect(check({ ...small, reps: [] }, 'scope')?.words).toContain('lack an owner');
  });

  it('[QUO-01] says whether quotas are set and add up', () => {
    expect(check(small, 'quota')).toMatchObject({ kind: 'warn', words: 'No quota target is set' });
    expect(check(targeted, 'quota')).toMatchObject({ kind: 'good', words: 'Quotas add up to the last cent' });
    const overrides = small.territories.map(({ territoryId }) => ({
      territoryId,
      amount: minorUnits(1_00),
      reason: 'kept small',
    }));
    const short = { ...targeted, quota: { ...targeted.quota, overrides } };
    expect(check(short, 'quota')).toMatchObject({ kind: 'bad', words: 'Quotas do not add up' });
  });
});

describe('refusalTitle', () => {
  const title = (code: string) => refusalTitle('plan.zip', [codedError(code, 'words')]);

  it('[APR-02] a file that is no zip and one that was changed are told apart from the rest', () => {
    expect(title('ZIP_UNREADABLE')).toBe('plan.zip is damaged, was changed, or is no bundle');
    expect(title('DIGEST_WRONG')).toBe('plan.zip is not what was signed');
    expect(title('STORAGE_FULL')).toBe('plan.zip was not opened');
  });
});
