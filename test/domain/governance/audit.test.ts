import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ActorId, IsoTime, PolicyId, Sha256Hex } from '../../../domain/brand.ts';
import type { AuditEvent } from '../../../domain/governance/audit.ts';
import { AUDIT_START, chainAudit, readAudit } from '../../../domain/governance/audit.ts';

const sha256 = (text: string): Sha256Hex => createHash('sha256').update(text).digest('hex') as Sha256Hex;

const event = (n: number): AuditEvent => ({
  at: '2026-01-31T09:00:00.000Z' as IsoTime,
  actor: 'ada' as ActorId,
  action: 'assignAccounts',
  label: `Move ${n} accounts to Denver`,
  object: 'Denver',
  before: { accounts: n },
  after: { accounts: n + 1 },
  policy: { policyId: 'policy-default' as PolicyId, version: 1, sha256: sha256('policy') },
});

const { lines, head } = chainAudit([event(1), event(2), event(3), event(4)], sha256);
const codes = (changed: readonly string[]): readonly string[] => {
  const read = readAudit(changed, sha256);
  return read.ok ? [] : read.errors.map((error) => error.code);
};

describe('[AUD-01] the audit trail', () => {
  it('[AUD-01] says actor, time, object, before and after, and reads back whole', () => {
    const read = readAudit(lines, sha256);
    expect(read).toMatchObject({
      ok: true,
      value: { head, events: [{ seq: 1, prevHash: AUDIT_START, ...event(1) }, {}, {}, {}] },
    });
    expect(readAudit([], sha256)).toMatchObject({ ok: true, value: { head: AUDIT_START } });
  });

  it('[AUD-01] shows a line that was changed, dropped, moved or put in', () => {
    const [first = '', second = '', third = '', fourth = ''] = lines;
    expect(codes([first, second.replace('Denver', 'Boston'), third, fourth])).toEqual(['AUDIT_CHAIN_BROKEN']);
    expect(codes([first, third, fourth])).toEqual(['AUDIT_CHAIN_BROKEN']);
    expect(codes([second, first, third, fourth])).toEqual(['AUDIT_CHAIN_BROKEN']);
    expect(codes([first, first, second, third, fourth])).toEqual(['AUDIT_CHAIN_BROKEN']);
    expect(codes([first, `${second} `, third, fourth])).toEqual(['AUDIT_FORM']);
    expect(codes([first, '{}'])).toEqual(['AUDIT_FORM']);
  });

  it('ends in another head when the last line is cut or changed, which plan.json names', () => {
    const read = readAudit(lines.slice(0, 3), sha256);
    expect(read.ok && read.value.head).not.toBe(head);
  });
});
