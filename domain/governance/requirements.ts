/**
 * What a policy demands for one change (ledger APR-01, APR-10 to APR-12, GOV-03): each rule whose threshold the
 * change crosses, with the crossing in plain words, and each broken guardrail, which needs an exception with an end.
 */
import type { IsoDate, TerritoryId } from '../brand.ts';
import { counted, fixed, named, percent } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import type { ApprovalRule, ApprovalSettings, Need, Trigger } from './approval-settings.ts';
import { approvalOf } from './approval-settings.ts';
import type { ChangeFacts, QuotaAmount } from './change-facts.ts';
import { changeFacts } from './change-facts.ts';
import { compensationOf, creditedTooMuch, frozenOn } from './compensation.ts';
import { documentWords } from './documents.ts';
import type { GuardrailId } from './guardrails.ts';
import type { Locked, ReleasedMoves } from './lock-window.ts';
import { lockedOn } from './lock-window.ts';
import type { Policy } from './policy.ts';
import { DECIDING_ROLES } from './role.ts';

export interface Requirement {
  /** The rule's id; `people` for the number of approvers; `guardrails:total-cap` for an exception. */
  readonly id: string;
  readonly need: Need;
  /** Met only by an approval that excepts this guardrail until a date that has not passed. */
  readonly exception: GuardrailId | null;
  /** "12.4% of accounts change territory; above 5.0% the policy asks for …" */
  readonly why: string;
  readonly clock: 'request' | 'model' | 'exception';
}

export interface Requirements {
  readonly settings: ApprovalSettings;
  readonly facts: ChangeFacts;
  readonly list: readonly Requirement[];
  /** What an approver's grants must cover; null where the change is of the whole. */
  readonly territories: readonly TerritoryId[] | null;
}

/** What came before, where it is at hand: a release that may still be within its lock window, and its quotas. */
export interface PreviousRelease extends ReleasedMoves {
  readonly lines: readonly QuotaAmount[];
}

/** What else stands, as far as it is at hand. */
export interface Before {
  /** The release it would replace: its quotas are those in force, and its moves are locked for a while (DIS-05). */
  readonly previous?: PreviousRelease;
  /** Other releases of the workspace; those of a later day than `on` lock nothing. */
  readonly releases?: readonly ReleasedMoves[];
}

/** `on`: the day it is released, or looked at: lock windows are judged by it. */
export interface Change extends Before {
  readonly plan: Plan;
  readonly lines: readonly QuotaAmount[];
  readonly on: IsoDate;
}

/** Everything the policy demands before this change may be released. */
export function requirementsOf(change: Change, policy: Policy = change.plan.policy): Requirements {
  const settings = approvalOf(policy);
  const facts = changeFacts(change.plan, change.lines, {
    prior: change.previous?.lines ?? null,
    locked: lockedBy(change, settings),
    variableShare: settings.variablePay,
  });
  const broken = [...guardrailsBroken(facts, policy, settings), ...payBroken(change, facts, policy)];
  const rules = settings.rules.flatMap((rule) => demandsOf(rule, facts, broken));
  const people: Requirement = {
    id: 'people',
    need: { roles: DECIDING_ROLES, count: Math.max(1, Math.ceil(settings.approversRequired)) },
    exception: null,
    why: 'Somebody other than the maker looks at every version.',
    clock: facts.territoriesChanged > 0 ? 'model' : 'request',
  };
  const whole = facts.territoriesChanged > 0 || facts.touched.length === 0;
  return { settings, facts, list: [people, ...rules], territories: whole ? null : facts.touched };
}

function lockedBy({ on, previous, releases = [] }: Change, { lockDays }: ApprovalSettings): Locked {
  if (lockDays === 0) return new Map();
  const earlier = releases.filter(({ releasedOn }) => releasedOn <= on);
  const replaced = previous === undefined ? [] : [previous];
  return lockedOn([...earlier, ...replaced], on, lockDays);
}

interface Broken {
  readonly id: GuardrailId;
  readonly words: string;
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function guardrailsBroken(facts: ChangeFacts, policy: Policy, settings: ApprovalSettings): readonly Broken[] {
  const { maxMovedShare, maxQuarterlyMovedShare } = policy.disruption;
  const moved = share(facts.accountsMoved, facts.accounts);
  const sales = share(facts.revenueMoved, facts.revenue);
  const found: Broken[] = [];
  if (moved > maxQuarterlyMovedShare)
    found.push({
      id: 'quarterly-cap',
      words: `${percent(moved)} of accounts move at once; at most ${percent(maxQuarterlyMovedShare)} may in a quarter.`,
    });
  if (Math.max(moved, sales) > maxMovedShare)
    found.push({
      id: 'total-cap',
      words: `${percent(moved)} of accounts and ${percent(sales)} of sales move; at most ${percent(maxMovedShare)} of either may.`,
    });
  if (facts.lockedMoved > 0)
    found.push({
      id: 'lock-window',
      words: `${counted(facts.lockedMoved, 'account leaves', 'accounts leave')} the territory a release less than ${settings.lockDays} days ago put ${facts.lockedMoved === 1 ? 'it' : 'them'} in.`,
    });
  return found;
}

/** What the pay plan forbids (ledger CMP-04, CMP-05). */
function payBroken({ plan, on }: Change, facts: ChangeFacts, policy: Policy): readonly Broken[] {
  const freeze = frozenOn(policy, on);
  const quotas = facts.quotas.filter(({ share: by }) => by > 0).length;
  const partners = creditedTooMuch({ policy, overlays: plan.overlays });
  const kept = compensationOf(policy).territoryCredit ?? 0;
  return [
    ...(freeze === null || quotas === 0 || facts.quotasFirstSet
      ? []
      : [
          {
            id: 'pay-freeze' as const,
            words: `${counted(quotas, 'quota changes', 'quotas change')} while the pay plan is frozen, from ${freeze.from} to ${freeze.to}.`,
          },
        ]),
    ...(partners.length === 0
      ? []
      : [
          {
            id: 'partner-credit' as const,
            words: `${named(partners)} would be credited more than ${percent(1 - kept, 0)}; the rest is the territory\u2019s.`,
          },
        ]),
  ];
}

/** What a rule demands of this change: nothing while its threshold is not crossed. */
function demandsOf(
  rule: ApprovalRule,
  facts: ChangeFacts,
  broken: readonly Broken[],
): readonly Requirement[] {
  const { id, need } = rule;
  if (rule.on === 'guardrails-broken') {
    if (broken.length <= rule.over) return [];
    return broken.map((one) => ({
      id: `${id}:${one.id}`,
      need,
      exception: one.id,
      clock: 'exception' as const,
      why: `${one.words} Going on needs an exception with an end date.`,
    }));
  }
  const { value, words } = crossing(rule.on, facts);
  if (!(rule.on === 'always' || value > rule.over)) return [];
  const model = rule.on === 'territories-changed';
  const above = rule.on === 'always' ? '' : ` ${limitWords(rule)}`;
  const { documents = [] } = need;
  const papers = documents.length === 0 ? '' : ` Signed with ${documentWords(documents)}.`;
  return [
    { id, need, exception: null, why: `${words}${above}${papers}`, clock: model ? 'model' : 'request' },
  ];
}

const IN_NUMBERS: ReadonlySet<Trigger> = new Set(['strategic-moved', 'territories-changed']);
const limitWords = ({ on, over }: ApprovalRule): string => {
  if (over === 0) return 'The policy asks for this whenever it happens.';
  return `Above ${IN_NUMBERS.has(on) ? String(over) : percent(over)} the policy asks for this.`;
};

/** The fact a trigger looks at, and how a person would say it. */
function crossing(on: Trigger, facts: ChangeFacts): { readonly value: number; readonly words: string } {
  switch (on) {
    case 'accounts-moved': {
      const value = share(facts.accountsMoved, facts.accounts);
      const moved = counted(facts.accountsMoved, 'account changes', 'accounts change');
      return { value, words: `${moved} territory: ${percent(value)} of ${fixed(facts.accounts, 0)}.` };
    }
    case 'revenue-moved': {
      const value = share(facts.revenueMoved, facts.revenue);
      return { value, words: `${percent(value)} of sales change hands.` };
    }
    case 'strategic-moved': {
      const words = `${counted(facts.strategicMoved, 'strategic account changes', 'strategic accounts change')} territory.`;
      return { value: facts.strategicMoved, words };
    }
    case 'quota-change':
      return quotaCrossing(facts);
    case 'pay-effect':
      return payCrossing(facts);
    case 'over-assignment':
      return {
        value: facts.overAssignment,
        words: `Quotas add up to ${percent(facts.overAssignment)} above target.`,
      };
    case 'territories-changed': {
      const words = `${counted(facts.territoriesChanged, 'territory is', 'territories are')} new or retired.`;
      return { value: facts.territoriesChanged, words };
    }
    case 'guardrails-broken':
    case 'always':
      return { value: 0, words: 'The policy asks for this on every version.' };
  }
}

function quotaCrossing(facts: ChangeFacts) {
  if (facts.quotasFirstSet) return { value: Infinity, words: 'Quotas are set for the first time.' };
  const changed = facts.quotas.filter((quota) => quota.share > 0);
  const most = changed.toSorted((a, b) => b.share - a.share)[0];
  if (most === undefined) return { value: 0, words: 'No quota changes.' };
  const by = Number.isFinite(most.share) ? ` by ${percent(most.share)}` : '';
  const lines = counted(changed.length, 'quota changes', 'quotas change');
  return { value: most.share, words: `${lines}, ${most.name} most${by}.` };
}

function payCrossing(facts: ChangeFacts) {
  const most = facts.quotas.toSorted((a, b) => Math.abs(b.pay ?? 0) - Math.abs(a.pay ?? 0))[0];
  const value = Math.abs(most?.pay ?? 0);
  const words = `Expected pay in ${most?.name ?? 'no territory'} changes by about ${percent(value)}, by estimate.`;
  return { value, words };
}
