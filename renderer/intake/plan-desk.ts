/** The plan whose data is looked at, read from the local store itself: the page sends neither accounts nor edits. */
import type { PlanId } from '../../domain/brand.ts';
import { computeScorecard } from '../../domain/intake/compute-scorecard.ts';
import { matchAccounts } from '../../domain/intake/identity/match-accounts.ts';
import { matchFindings } from '../../domain/intake/identity/match-findings.ts';
import type { MatchPair } from '../../domain/intake/identity/match-pair.ts';
import { previewMerge } from '../../domain/intake/identity/merge-preview.ts';
import type { Finding } from '../../domain/intake/finding.ts';
import { ALL_RULES } from '../../domain/intake/rules/all-rules.ts';
import { ruleContext } from '../../domain/intake/rules/check-accounts.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { ACTIVE, STANDINGS } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { FollowedPlan } from '../storage/followed-plan.ts';
import type { PlanStore } from '../storage/plan-store.ts';
import { breathe } from '../../formats/tabular/decode-options.ts';
import { duplicatePairs } from './duplicate-pairs.ts';
import { accountName, FindingsIndex, placeOf } from './findings-index.ts';
import { findingsCsv } from './findings-csv.ts';
import type { Shelf } from './gazetteer-shelf.ts';
import type { CheckSetting, Decisions, HealthReport, PairDetail, PairView } from './health-api.ts';
import { pairKey } from './health-api.ts';
import { geocodedCounts } from './geocoded-counts.ts';

type Measured = Omit<HealthReport, 'check' | 'groups' | 'pairs'>;

interface Checked {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  readonly index: FindingsIndex;
  /** Best first. */
  readonly allPairs: readonly MatchPair[];
  /** Without those a person said are two accounts. */
  readonly pairs: readonly MatchPair[];
  readonly measured: Measured;
}

/** How much of a check the rules are; the rest is looking for duplicates. */
const RULES_SHARE = 0.7;

const NOT_CHECKED = codedError(
  'NOT_CHECKED',
  'The data of this plan has not been checked yet. Wait a moment.',
);

export class PlanDesk {
  readonly #followed: FollowedPlan;
  readonly #shelf: Shelf;
  #checked: Checked | null = null;
  #checks = 0;

  constructor(store: Promise<PlanStore>, shelf: Shelf) {
    this.#followed = new FollowedPlan(store);
    this.#shelf = shelf;
  }

  /** Checks the plan as it is stored now: the rules, the pairs, the scorecard. */
  async check(
    planId: PlanId,
    setting: CheckSetting,
    decisions: Decisions,
    onProgress: (done: number) => void = () => undefined,
  ): Promise<Result<HealthReport>> {
    const startedAt = performance.now();
    const followed = await this.#followed.current(planId);
    if (!followed.ok) return followed;
    const { plan } = followed.value;
    const shelf = await this.#shelf(setting.assetsUrl);
    if (!shelf.ok) return shelf;
    const { accounts, standing, potentialUnit, policy } = plan;
    const rows = Int32Array.from({ length: accounts.rowCount }, (_, row) => row).filter(
      (row) => standing[row] === ACTIVE,
    );
    const knownOwners = plan.reps.map((rep) => rep.name);
    const context = {
      policy,
      gazetteers: shelf.value,
      today: setting.today,
      currency: plan.currency,
      country: 'US',
      knownOwners,
    };
    const told = ruleContext(accounts, context, { potentialUnit, rows });
    const findings: Finding[] = [];
    for (const [i, rule] of ALL_RULES.entries()) {
      onProgress(RULES_SHARE * (i / ALL_RULES.length));
      // Not spread: a rule may find something on every one of 250,000 rows, more than a call takes arguments.
      for (const finding of rule.check(told)) findings.push(finding);
      await breathe();
    }
    onProgress(RULES_SHARE);
    const matches = matchAccounts(accounts, rows, told.countryOf, policy.dataQuality);
    for (const finding of matchFindings(told, matches)) findings.push(finding);
    const pairs = duplicatePairs(matches, findings, told);
    const index = new FindingsIndex(findings, accounts, new Set());
    const missing = { accountId: 0 };
    const measured: Measured = {
      scorecard: computeScorecard({ told, findings, rowsInFile: rows.length, missing }),
      geocoded: geocodedCounts(accounts, rows),
      active: rows.length,
      closed: countOf(standing, 'closed'),
      excluded: countOf(standing, 'excluded'),
      merged: countOf(standing, 'merged'),
      reserved: countOf(standing, 'reserved'),
      milliseconds: performance.now() - startedAt,
    };
    this.#checked = { plan, findings, index, allPairs: pairs, pairs, measured };
    return this.decide(decisions);
  }

  /** The check last made, with what the person decided to leave as it is taken out of what is open. */
  decide(decisions: Decisions): Result<HealthReport> {
    const checked = this.#checked;
    if (checked === null) return refuse(NOT_CHECKED);
    const notSame = new Set(decisions.notSame);
    const pairs = checked.allPairs.filter(({ a, b }) => !notSame.has(pairKey(a, b)));
    checked.index.skipped = new Set(decisions.skipped);
    this.#checked = { ...checked, pairs };
    return ok({
      ...checked.measured,
      check: ++this.#checks,
      groups: checked.index.groups(),
      pairs: pairs.length,
    });
  }

  /** The findings of the check last made. */
  get index(): Result<FindingsIndex> {
    return this.#checked === null ? refuse(NOT_CHECKED) : ok(this.#checked.index);
  }

  csv(): Result<Uint8Array<ArrayBuffer>> {
    if (this.#checked === null) return refuse(NOT_CHECKED);
    const { findings, plan } = this.#checked;
    return ok(findingsCsv([{ of: plan.name, findings, accounts: plan.accounts }]));
  }

  pairs(from: number, count: number): Result<readonly PairView[]> {
    if (this.#checked === null) return refuse(NOT_CHECKED);
    const { accounts } = this.#checked.plan;
    return ok(
      this.#checked.pairs.slice(from, from + count).map(({ a, b, score, because }) => ({
        key: pairKey(a, b),
        a,
        b,
        score,
        because,
        nameA: accountName(accounts, a),
        nameB: accountName(accounts, b),
        place: placeOf(accounts, a),
      })),
    );
  }

  /** Both accounts side by side, with what would survive. */
  pair(a: number, b: number): Result<PairDetail> {
    if (this.#checked === null) return refuse(NOT_CHECKED);
    const preview = previewMerge(this.#checked.plan.accounts, [a, b]);
    const [left, right] = [preview.into, preview.into === a ? b : a];
    return ok({
      a: left,
      b: right,
      fields: preview.fields.map(({ field, values, chosen, why }) => {
        const [one = null, other = null] = values;
        const proposed = one === other ? 'same' : chosen === one ? 'a' : 'b';
        return { field, a: one, b: other, proposed, why };
      }),
    });
  }
}

function countOf(standing: Uint8Array, wanted: (typeof STANDINGS)[number]): number {
  const index = STANDINGS.indexOf(wanted);
  let count = 0;
  for (const value of standing) if (value === index) count++;
  return count;
}
