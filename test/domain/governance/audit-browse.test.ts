import { describe, expect, it } from 'vitest';
import type { IsoTime } from '../../../domain/brand.ts';
import type { AuditEntry } from '../../../domain/governance/audit-browse.ts';
import { browse, choicesOf, editAt, NO_FILTER } from '../../../domain/governance/audit-browse.ts';

const entry = (at: string, actor: string, action: string, label: string): AuditEntry => ({
  source: 'edit',
  at: `${at}.000Z` as IsoTime,
  actor,
  action,
  label,
  object: 'plan-1',
  seq: null,
});

const TRAIL = [
  entry('2026-03-01T09:00:00', 'Ada', 'assignAccounts', 'Move 30 accounts to Denver'),
  entry('2026-03-02T09:00:00', 'Bea', 'approve', 'Western region'),
  entry('2026-03-02T09:00:00', 'Ada', 'undo', 'Undo: Move 30 accounts to Denver'),
  entry('2026-03-04T23:59:59', 'Ada', 'sign-in', 'Ada opened her key'),
];
const labels = (filter: Partial<typeof NO_FILTER>) =>
  browse(TRAIL, { ...NO_FILTER, ...filter }).map((one) => one.action);

describe('[AUD-01] browsing the audit trail', () => {
  it('[AUD-01] shows the newest first, and of one time what came later first', () => {
    expect(labels({})).toEqual(['sign-in', 'undo', 'approve', 'assignAccounts']);
  });

  it('[AUD-01] filters by actor, action, object, words and days, both ends included', () => {
    expect(labels({ actor: 'Bea' })).toEqual(['approve']);
    expect(labels({ action: 'undo' })).toEqual(['undo']);
    expect(labels({ text: 'denver MOVE' })).toEqual(['undo', 'assignAccounts']);
    expect(labels({ from: '2026-03-02', to: '2026-03-02' })).toEqual(['undo', 'approve']);
    expect(labels({ from: '2026-03-04' })).toEqual(['sign-in']);
    expect(labels({ text: 'plan-1 nobody' })).toEqual([]);
  });

  it('[AUD-01] offers each actor and action once', () => {
    expect(choicesOf(TRAIL, 'actor')).toEqual(['Ada', 'Bea']);
    expect(choicesOf(TRAIL, 'action')).toEqual(['approve', 'assignAccounts', 'sign-in', 'undo']);
  });

  it('[AUD-05] a decision or a sign-in leads to the plan as it stood then, and an edit to itself', () => {
    const edit = (at: string, seq: number): AuditEntry => ({
      ...entry(at, 'Ada', 'assignAccounts', 'Move'),
      seq,
    });
    const trail = [
      edit('2026-03-01T09:00:00', 1),
      edit('2026-03-02T09:00:00', 2),
      edit('2026-03-05T09:00:00', 3),
      ...TRAIL,
    ];
    const signIn = TRAIL[3] as AuditEntry;
    expect(editAt(trail, signIn)).toBe(2);
    expect(editAt(trail, edit('2026-03-05T09:00:00', 3))).toBe(3);
    expect(editAt(trail, entry('2026-02-01T00:00:00', 'Bea', 'sign-in', ''))).toBe(0);
  });
});
