/** The rules by which accounts, territories and quotas change hands, as a document to publish (ledger GOV-07), from one policy. */
import { approvalOf } from '../../domain/governance/approval-settings.ts';
import { compensationOf } from '../../domain/governance/compensation.ts';
import { ruleWords, TRIGGER_WORDS } from '../../domain/governance/policy-changes.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import type { Role } from '../../domain/governance/role.ts';
import { ROLE_CATALOGUE } from '../../domain/governance/role.ts';
import { percent } from '../../domain/measures/wording.ts';
import { utf8 } from '../bundle/bytes.ts';

const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>|#\r\n]/g, ' ').trim();
const roles = (list: readonly Role[]): string => list.map((role) => ROLE_CATALOGUE[role].name).join(', ');

/** Markdown. The same policy gives the same bytes. */
export function rulesOfEngagement(policy: Policy, sha256: string): Uint8Array<ArrayBuffer> {
  return utf8(
    [
      `# Rules of engagement\n\n${plain(policy.name)}, version ${policy.version}, sha256 \`${sha256}\`.`,
      moves(policy),
      decisions(policy),
      conflicts(policy),
      pay(policy),
    ].join('\n\n') + '\n',
  );
}

function moves(policy: Policy): string {
  const { maxMovedShare, maxQuarterlyMovedShare, minContinuity, freezeStrategic } = policy.disruption;
  const { lockDays } = approvalOf(policy);
  return `## When accounts move

- Every account has one territory. Nobody moves one directly: a change is proposed in a version, approved and released.
- At most ${percent(maxQuarterlyMovedShare, 0)} of accounts move in a quarter and ${percent(maxMovedShare, 0)} of accounts or sales in all; the stricter counts. At least ${percent(minContinuity, 0)} keep their representative.
- ${freezeStrategic ? 'Strategic accounts stay where they are unless an exception is granted.' : 'Strategic accounts may move like any other.'}
- ${lockDays === 0 ? 'A release locks nothing.' : `What a release moved stays for ${lockDays} days.`}`;
}

function decisions(policy: Policy): string {
  const { approversRequired, rules, releasers, delegation } = approvalOf(policy);
  const lines = rules.map((rule) => `| ${TRIGGER_WORDS[rule.on]} | ${ruleWords(rule)} |`);
  const table = lines.length === 0 ? '' : `\n\n| Change | Who approves |\n| --- | --- |\n${lines.join('\n')}`;
  return `## Who decides

Whoever makes a change never approves it. At least ${Math.max(1, Math.ceil(approversRequired))} other ${approversRequired > 1 ? 'people approve' : 'person approves'} each version. ${roles(releasers)} may release what is approved. ${delegation.allowed ? `A decision may be lent for up to ${delegation.maxDays} days.` : 'Decisions are not lent.'}${table}`;
}

function conflicts(policy: Policy): string {
  const { clocks, exceptions } = approvalOf(policy);
  const expires =
    clocks.expireAfterDays === null
      ? ''
      : `\n5. What nobody decided ${clocks.expireAfterDays} business days after it was due expires, and may be asked again.`;
  return `## When two disagree

1. Ask for the change in the next version, and say why. Until it is released, the account stays where it is.
2. Whoever must look at it decides within ${clocks.requestDays} business days, ${clocks.modelDays} where territories are made or retired.
3. What a limit above forbids needs an exception: ${clocks.exceptionDays} business days to decide, for ${exceptions.maxDays} days at most, with a reason and a last day.
4. When the day passes, ${clocks.escalateTo.length === 0 ? 'nobody further is told' : `it goes to ${roles(clocks.escalateTo)}`}.${expires}

Every decision is signed and stays on record with its reason.`;
}

function pay(policy: Policy): string {
  const { plan, freeze, territoryCredit } = compensationOf(policy);
  const lines = [
    plan === null ? null : `Pay follows ${plain(plan)}.`,
    freeze === null ? null : `From ${freeze.from} to ${freeze.to} quotas in force stay as they are.`,
    territoryCredit === null
      ? null
      : `Of what a partner brings, at least ${percent(territoryCredit, 0)} stays credited to the territory.`,
    'A change of quota alters pay, so it has no effect before it is approved.',
  ].flatMap((line) => (line === null ? [] : [`- ${line}`]));
  return `## Pay\n\n${lines.join('\n')}`;
}
