import { describe, expect, it } from 'vitest';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../../domain/bundle/canonical-json.ts';
import { approvalOf } from '../../../domain/governance/approval-settings.ts';
import { parsePolicy, parsePolicyFile } from '../../../domain/governance/policy-check.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const old = asJson({ ...DEFAULT_POLICY, version: 1, approval: { approversRequired: 2 } });

describe('[AUD-04] a policy made before there were approval rules', () => {
  it('[AUD-04] reads back byte for byte, so that the digest a bundle signed still holds', () => {
    const read = parsePolicy(old);
    expect(read.ok && canonicalJson(asJson(read.value))).toBe(canonicalJson(old));
  });

  it('[AUD-04] demands what it demanded then: so many people, in any role, with no rule, lock or expiry', () => {
    const read = parsePolicy(old);
    if (!read.ok) throw new Error(read.errors[0]?.message);
    const settings = approvalOf(read.value);
    expect(settings.approversRequired).toBe(2);
    expect(settings.rules).toEqual([]);
    expect(settings.lockDays).toBe(0);
    expect(settings.clocks.expireAfterDays).toBeNull();
    expect(settings.delegation.allowed).toBe(false);
  });

  it('[APR-10] today\u2019s default names who looks at moves, revenue, strategic accounts, quotas and pay', () => {
    const { rules, clocks } = approvalOf(DEFAULT_POLICY);
    expect(rules.map((rule) => rule.on)).toEqual([
      'accounts-moved',
      'revenue-moved',
      'strategic-moved',
      'quota-change',
      'pay-effect',
      'over-assignment',
      'guardrails-broken',
    ]);
    expect([clocks.requestDays, clocks.modelDays, clocks.exceptionDays]).toEqual([5, 3, 3]);
    expect(approvalOf(DEFAULT_POLICY).lockDays).toBe(90);
    expect(DEFAULT_POLICY.version).toBe(2);
  });

  it('[APR-10] a misspelt trigger, an unknown role or a count of nobody is refused with its place', () => {
    const bad = parsePolicyFile({
      approval: { rules: [{ id: 'x', on: 'moves', over: 0, need: { roles: ['boss'], count: 0 } }] },
    });
    expect(bad.ok).toBe(false);
    const said = bad.ok ? '' : bad.errors.map((error) => error.message).join(' ');
    expect(said).toContain('approval.rules[0].on');
    expect(said).toContain('approval.rules[0].need.roles[0]');
    expect(said).toContain('approval.rules[0].need.count');
  });
});
