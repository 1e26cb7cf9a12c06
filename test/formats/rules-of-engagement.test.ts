import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../domain/brand.ts';
import { DEFAULT_APPROVAL } from '../../domain/governance/approval-settings.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import { rulesOfEngagement } from '../../formats/engagement/rules-of-engagement.ts';

const written = (policy: Policy): string =>
  new TextDecoder().decode(rulesOfEngagement(policy, 'ab'.repeat(32)));

describe('[GOV-07] rules of engagement', () => {
  it('[GOV-07] say of the policy in force who decides what, the limits and the path of a conflict', () => {
    const text = written(DEFAULT_POLICY);
    expect(text).toContain('At most 5% of accounts move in a quarter and 15% of accounts or sales in all');
    expect(text).toContain('What a release moved stays for 90 days.');
    expect(text).toContain('| a quota that changes | 1 of Finance above 0.0% |');
    expect(text).toContain('decides within 5 business days, 3 where territories');
    expect(text).toContain('4. When the day passes, it goes to Executive.');
  });

  it('[GOV-07] follow every figure of the policy, and its name cannot become markup', () => {
    const freeze = { from: '2026-03-01' as IsoDate, to: '2026-04-30' as IsoDate };
    const text = written({
      ...DEFAULT_POLICY,
      name: '<b>Ours</b>',
      approval: { ...DEFAULT_APPROVAL, rules: [], lockDays: 0, delegation: { allowed: false, maxDays: 0 } },
      compensation: { plan: 'FY27', freeze, territoryCredit: 0.6 },
    });
    for (const said of [
      'A release locks nothing.',
      'Decisions are not lent.',
      'From 2026-03-01 to 2026-04-30 quotas',
      'at least 60% stays credited to the territory',
    ])
      expect(text).toContain(said);
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('| Change |');
  });
});
