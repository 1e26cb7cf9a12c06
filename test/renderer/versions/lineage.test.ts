import { describe, expect, it } from 'vitest';
import type { ActorId, IsoTime, PlanId, VersionId } from '../../../domain/brand.ts';
import {
  asDraft,
  auditOf,
  lineOf,
  parentsOf,
  runOnRecord,
  withoutDraft,
} from '../../../renderer/versions/lineage.ts';

const planId = 'plan-1' as PlanId;
const version = (digit: string, createdAt: string, plan = planId) => ({
  versionId: digit.repeat(64) as VersionId,
  planId: plan,
  createdAt: createdAt as IsoTime,
  origin: 'own' as const,
});

describe('parentsOf', () => {
  it('[AUD-02] follows the version submitted last, not the one decided on last', () => {
    // As the store lists them: the first was approved, and so saved, after the second was submitted.
    const versions = [version('a', '2026-01-01'), version('b', '2026-01-02')];
    expect(parentsOf({ planId, parents: [] }, versions)).toEqual(['b'.repeat(64)]);
  });

  it('[AUD-02] a draft opened from a version follows that version', () => {
    const parents = ['c'.repeat(64) as VersionId];
    const others = [version('a', '2026-01-01', 'plan-2' as PlanId)];
    expect(parentsOf({ planId, parents }, others)).toEqual(parents);
  });

  it('[AUD-02] what somebody else submitted of the same plan is not what a draft here came from', () => {
    const ours = version('a', '2026-01-01');
    const theirs = { ...version('b', '2026-01-02'), origin: 'received' as const };
    expect(parentsOf({ planId, parents: [] }, [ours, theirs])).toEqual(['a'.repeat(64)]);
  });

  it('[AUD-02] a version is of the plan it came from, whoever’s draft it was made in', () => {
    const draft = 'plan-2' as PlanId;
    const first = version('a', '2026-01-01');
    const second = { ...version('b', '2026-01-02'), draft };
    expect(lineOf({ planId: draft }, [first.versionId], [first, second])).toBe(planId);
    expect(parentsOf({ planId: draft, parents: [first.versionId] }, [first, second])).toEqual([
      second.versionId,
    ]);
    expect(lineOf({ planId: draft }, [], [first])).toBe(draft);
  });

  it('a draft is named one once, and what is submitted not at all', () => {
    expect(asDraft(asDraft('US hospitals'))).toBe('US hospitals, draft');
    expect(withoutDraft('US hospitals, draft')).toBe('US hospitals');
    expect(withoutDraft(', draft')).toBe(', draft');
  });
});

describe('auditOf', () => {
  it('[AUD-01] every edit is an event with actor, time and object; an undo names what it took back', () => {
    const common = { planId, actor: 'ada' as ActorId, at: '2026-01-01T00:00:00.000Z' as IsoTime, rows: 3 };
    const events = auditOf(planId, [
      { ...common, seq: 1, label: 'Move 3 accounts', edit: { kind: 'command', command: 'moveAccounts' } },
      { ...common, seq: 2, label: 'Undo', edit: { kind: 'undo', of: 1 } },
    ]);
    expect(events.map(({ action, actor, object }) => [action, actor, object])).toEqual([
      ['moveAccounts', 'ada', planId],
      ['undo', 'ada', planId],
    ]);
    expect(events[1]?.before).toEqual({ edit: 1 });
  });
});

describe('runOnRecord', () => {
  const common = { planId, actor: 'ada' as ActorId, at: '2026-01-01T00:00:00.000Z' as IsoTime, rows: 3 };
  const built = (seq: number, seed: number) => ({
    ...common,
    seq,
    label: 'Design',
    edit: { kind: 'command', command: 'assignMany' } as const,
    run: { seed },
  });
  const undone = (seq: number, of: number) => ({
    ...common,
    seq,
    label: 'Undo',
    edit: { kind: 'undo', of } as const,
  });

  it('[EXP-05] the last run that still stands is on record; an undone one is not', () => {
    expect(runOnRecord([built(1, 7), built(2, 8)])).toEqual({ seed: 8 });
    expect(runOnRecord([built(1, 7), built(2, 8), undone(3, 2)])).toEqual({ seed: 7 });
    expect(runOnRecord([built(1, 7), undone(2, 1)])).toBeNull();
  });

  it('[EXP-05] an edit by hand, and a journal written before runs were kept, have none', () => {
    const { run: _run, ...byHand } = built(1, 7);
    expect(runOnRecord([byHand])).toBeNull();
  });
});
