/** What differs between two policies, in plain words, for whoever has to agree with it (ledger AUD-04). */
import { capacityRulesOf } from '../capacity/rules.ts';
import { percent } from '../measures/wording.ts';
import type { ApprovalRule } from './approval-settings.ts';
import { approvalOf } from './approval-settings.ts';
import { compensationOf } from './compensation.ts';
import { documentWords } from './documents.ts';
import { freshnessOf } from './freshness.ts';
import { POLICY_FIELDS, shownValue, valueAt } from './policy-fields.ts';
import type { Policy } from './policy.ts';
import { ROLE_CATALOGUE } from './role.ts';

export interface PolicyChange {
  /** "Accounts that may move in a quarter", or the path of a figure nobody named. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Everything but id, version and name; a policy of before there were rules is read as what it meant. */
export function policyChanges(before: Policy, after: Policy): readonly PolicyChange[] {
  const [was, is] = [told(before), told(after)];
  const named = new Map(POLICY_FIELDS.map((field) => [field.path, field]));
  const changes = paths(was, is).flatMap((path): readonly PolicyChange[] => {
    if (path.startsWith('approval.rules')) return [];
    const [old, now] = [valueAt(was, path), valueAt(is, path)];
    const field = named.get(path);
    const shown = (value: unknown): string =>
      field === undefined ? plain(value) : shownValue(value, field.unit);
    return plain(old) === plain(now)
      ? []
      : [{ what: field?.label ?? PAY_WORDS[path] ?? path, before: shown(old), after: shown(now) }];
  });
  return [...changes, ...ruleChanges(approvalOf(before).rules, approvalOf(after).rules)];
}

const PAY_WORDS: Readonly<Record<string, string>> = {
  'compensation.plan': 'Pay plan, as its owner calls it',
  'compensation.freeze': 'Pay is frozen',
  'compensation.territoryCredit': 'Of what a partner brings, credited to the territory at least',
};

/** With everything an older policy left unsaid spelled out. */
export const spelledOut = (policy: Policy): Policy => ({
  ...policy,
  approval: approvalOf(policy),
  capacity: capacityRulesOf(policy),
  freshness: freshnessOf(policy),
  compensation: compensationOf(policy),
});

/** A freeze is one thing that changes, not two days. */
function told(policy: Policy): object {
  const whole = spelledOut(policy);
  const { freeze, territoryCredit, plan } = compensationOf(policy);
  return {
    ...whole,
    compensation: {
      plan,
      freeze: freeze === null ? null : `${freeze.from} to ${freeze.to}`,
      territoryCredit: territoryCredit === null ? null : percent(territoryCredit),
    },
  };
}

const plain = (value: unknown): string => {
  if (value === undefined || value === null) return '\u2013';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const NAMES = new Set(['policyId', 'version', 'name']);

/** Paths of every leaf of either; a list is one leaf. */
function paths(was: object, is: object): readonly string[] {
  const all = new Set([...leaves(was, ''), ...leaves(is, '')]);
  return [...all].filter((path) => !NAMES.has(path));
}

function leaves(value: unknown, path: string): readonly string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, path === '' ? key : `${path}.${key}`));
}

function ruleChanges(was: readonly ApprovalRule[], is: readonly ApprovalRule[]): readonly PolicyChange[] {
  const ids = [...new Set([...was, ...is].map((rule) => rule.id))];
  return ids.flatMap((id) => {
    const [old, now] = [was, is].map((rules) => rules.find((rule) => rule.id === id));
    const [before, after] = [ruleWords(old), ruleWords(now)];
    const on = (now ?? old)?.on ?? 'always';
    return before === after ? [] : [{ what: `Approval: ${TRIGGER_WORDS[on]}`, before, after }];
  });
}

export const TRIGGER_WORDS: Readonly<Record<ApprovalRule['on'], string>> = {
  always: 'every version',
  'accounts-moved': 'accounts that move',
  'revenue-moved': 'sales that change hands',
  'strategic-moved': 'strategic accounts that move',
  'quota-change': 'a quota that changes',
  'pay-effect': 'a change of expected pay',
  'over-assignment': 'quotas above target',
  'territories-changed': 'territories made or retired',
  'guardrails-broken': 'guardrails crossed',
};

/** Triggers counted in things rather than in shares. */
export const COUNTED_TRIGGERS: ReadonlySet<ApprovalRule['on']> = new Set([
  'always',
  'strategic-moved',
  'territories-changed',
  'guardrails-broken',
]);

export function ruleWords(rule: ApprovalRule | undefined): string {
  if (rule === undefined) return 'nobody in particular';
  const roles = rule.need.roles.map((role) => ROLE_CATALOGUE[role].name).join(' or ');
  const limit = COUNTED_TRIGGERS.has(rule.on) ? String(rule.over) : percent(rule.over);
  const { documents = [] } = rule.need;
  const papers = documents.length === 0 ? '' : ` who sign ${documentWords(documents)}`;
  return `${rule.need.count} of ${roles}${papers}${rule.on === 'always' ? '' : ` above ${limit}`}`;
}
