/**
 * Every figure of a policy in a person's words: what the editor shows and what a change of policy reads as (AUD-04).
 * Where sources disagree (ledger 2b) the value is a setting, its default is stated, and `note` says what others use.
 */
import { fixed, percent } from '../measures/wording.ts';
import type { Policy } from './policy.ts';

export type FieldUnit = 'share' | 'number' | 'days' | 'minutes' | 'kilometres' | 'percent-points';

export interface PolicyField {
  readonly path: string;
  readonly section: string;
  readonly label: string;
  readonly unit: FieldUnit;
  readonly note?: string;
}

const field = (section: string, path: string, label: string, unit: FieldUnit, note?: string): PolicyField =>
  note === undefined ? { path, section, label, unit } : { path, section, label, unit, note };

const TARGETS = 'Targets';
const MOVES = 'Moves';
const QUOTAS = 'Quotas and pay';
const APPROVING = 'Approving';
const DATA = 'Data quality';
const CAPACITY = 'Capacity and headcount';
const FRESH = 'Freshness';
const SCORE = 'Score';

export const POLICY_FIELDS: readonly PolicyField[] = [
  field(
    MOVES,
    'disruption.maxMovedShare',
    'Accounts or sales that may move in all',
    'share',
    '15% over a cycle and 5% a quarter both hold; the stricter one counts.',
  ),
  field(MOVES, 'disruption.maxQuarterlyMovedShare', 'Accounts that may move in a quarter', 'share'),
  field(MOVES, 'disruption.minContinuity', 'Accounts that keep their representative', 'share'),
  field(MOVES, 'approval.lockDays', 'Days an account stays after a release moved it', 'days'),
  field(
    QUOTAS,
    'quota.overAssignment',
    'Over-assignment of a new plan',
    'share',
    '5 to 10% is customary; some teams use up to 20%.',
  ),
  field(QUOTAS, 'quota.overAssignmentWarn', 'Over-assignment that is pointed out', 'share'),
  field(QUOTAS, 'quota.overAssignmentApproval', 'Over-assignment that is shown as too high', 'share'),
  field(QUOTAS, 'quota.riskBand', 'How far a quota may lie from what its potential gives', 'share'),
  field(
    QUOTAS,
    'approval.variablePay',
    'Share of pay that depends on attainment',
    'share',
    'What a change of pay is estimated with.',
  ),
  field(APPROVING, 'approval.approversRequired', 'People who must approve, beside the maker', 'number'),
  field(
    APPROVING,
    'approval.clocks.requestDays',
    'Business days to decide on a change',
    'days',
    '5 a change, 3 a change of the model, 3 an exception; others ask for half the answers in 1 and nine of ten in 3.',
  ),
  field(APPROVING, 'approval.clocks.modelDays', 'Business days to decide on a change of the model', 'days'),
  field(APPROVING, 'approval.clocks.exceptionDays', 'Business days to decide on an exception', 'days'),
  field(
    APPROVING,
    'approval.clocks.expireAfterDays',
    'Business days after which an overdue request expires',
    'days',
  ),
  field(APPROVING, 'approval.delegation.maxDays', 'Days a delegation lasts at most', 'days'),
  field(APPROVING, 'approval.exceptions.maxDays', 'Days an exception lasts at most', 'days'),
  field(
    TARGETS,
    'targets.coverage',
    'Accounts reached in time',
    'share',
    'Here the share within the time of its tier; others mean accounts per capacity.',
  ),
  field(
    TARGETS,
    'targets.overlap',
    'Accounts in two territories, at most',
    'share',
    '0 by design; 2% is pointed out; others act from 10 or 15%.',
  ),
  field(TARGETS, 'targets.gini', 'Inequality of potential, Gini, at most', 'number'),
  field(TARGETS, 'targets.travelReduction', 'Less travel than before', 'share'),
  field(TARGETS, 'targets.coverageVariance', 'Spread of coverage, at most', 'share'),
  field(TARGETS, 'targets.utilisationLow', 'Utilisation, from', 'share'),
  field(TARGETS, 'targets.utilisationHigh', 'Utilisation, to', 'share'),
  field(TARGETS, 'targets.potentialSpread', 'Largest to smallest potential, at most', 'number'),
  field(TARGETS, 'targets.potentialCv', 'Spread of potential, at most', 'share'),
  field(TARGETS, 'targets.outlierBand', 'Potential this far off the mean is pointed out', 'share'),
  field(TARGETS, 'targets.balanceTolerance', 'Tolerance of balance when building', 'share'),
  field(CAPACITY, 'capacity.fitBand', 'Load may differ from capacity by', 'share'),
  field(
    CAPACITY,
    'capacity.ratioLow',
    'Accounts for capacity, from',
    'number',
    'Below this a territory is pointed out; the lower bound is inferred, so set your own.',
  ),
  field(CAPACITY, 'capacity.ratioHigh', 'Accounts for capacity, to', 'number'),
  field(CAPACITY, 'capacity.ratioAlert', 'Accounts for capacity that alarm', 'number'),
  field(
    CAPACITY,
    'capacity.sellingTime',
    'Time with customers that capacity is stated for',
    'share',
    'A scenario with more or less of it gets more or less capacity.',
  ),
  field(CAPACITY, 'capacity.sellingTimeAlert', 'Time with customers that is too little', 'share'),
  field(CAPACITY, 'capacity.hoursPerWeek', 'Hours a rep works a week', 'number'),
  field(
    CAPACITY,
    'capacity.rampMonths',
    'Months until a hire does what others do',
    'number',
    '4.2 on average; others count four, with 25, 50, 75 and 100%.',
  ),
  field(CAPACITY, 'capacity.growthTrigger', 'Growth of headcount that calls for a redesign', 'share'),
  field(DATA, 'dataQuality.completeness', 'Required fields filled', 'share'),
  field(
    DATA,
    'dataQuality.uniqueness',
    'Duplicates, at most',
    'share',
    'Sources ask for less than 0.1%, 1% and 2%; 1% is the default.',
  ),
  field(DATA, 'dataQuality.timeliness', 'Records fresh enough', 'share'),
  field(DATA, 'dataQuality.score', 'Overall score', 'number'),
  field(DATA, 'dataQuality.staleAfterDays', 'Days until a record is stale', 'days'),
  field(
    DATA,
    'dataQuality.farFromPostalCodeKm',
    'Kilometres from its postal code that are doubted',
    'kilometres',
  ),
  field(DATA, 'dataQuality.matchAutomatic', 'Likeness from which accounts are one', 'share'),
  field(DATA, 'dataQuality.matchReview', 'Likeness from which a person is asked', 'share'),
  field(FRESH, 'freshness.crmMinutes', 'CRM refreshed within', 'minutes', '15 minutes; some ask for 5.'),
  field(FRESH, 'freshness.mdmMinutes', 'Changes of master data within', 'minutes'),
  field(FRESH, 'freshness.mdmFullDays', 'All of the master data within', 'days'),
  field(FRESH, 'freshness.intentMinutes', 'Intent signals within', 'minutes'),
  field(FRESH, 'freshness.biMinutes', 'Reports in BI within', 'minutes'),
  field(FRESH, 'freshness.syncMinutes', 'Alert when the store was not reached for', 'minutes'),
  field(SCORE, 'score.weights.potential', 'Weight of potential', 'number'),
  field(SCORE, 'score.weights.propensity', 'Weight of propensity', 'number'),
  field(SCORE, 'score.weights.strategicFit', 'Weight of strategic fit', 'number'),
  field(SCORE, 'score.weights.churnRisk', 'Weight of churn risk, taken off', 'number'),
  field(SCORE, 'score.weights.travelCost', 'Weight of travel cost, taken off', 'number'),
  field(SCORE, 'score.travelCostMaxMinutes', 'Minutes one way from which travel counts in full', 'minutes'),
  field(SCORE, 'seniorityFactor.junior', 'A junior carries, of a full load', 'share'),
  field(SCORE, 'seniorityFactor.senior', 'A senior carries, of a full load', 'share'),
];

export const SECTIONS: readonly string[] = [...new Set(POLICY_FIELDS.map((one) => one.section))];

type Members = Readonly<Record<string, unknown>>;
const isMembers = (value: unknown): value is Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

export function valueAt(policy: object, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => (isMembers(part) ? part[key] : undefined), policy);
}

/** The policy with one figure changed; nothing else of it is touched. */
export const withValue = (policy: Policy, path: string, value: unknown): Policy =>
  put(policy as unknown as Members, path.split('.'), value) as unknown as Policy;

function put(members: Members, [key = '', ...rest]: readonly string[], value: unknown): Members {
  if (rest.length === 0) return { ...members, [key]: value };
  const inner = members[key];
  return { ...members, [key]: put(isMembers(inner) ? inner : {}, rest, value) };
}

export function shownValue(value: unknown, unit: FieldUnit): string {
  if (value === null || value === undefined) return 'never';
  if (typeof value !== 'number') return JSON.stringify(value);
  if (unit === 'share') return percent(value);
  const digits = Number.isInteger(value) ? 0 : 2;
  return unit === 'days' ? `${fixed(value, digits)} days` : fixed(value, digits);
}
