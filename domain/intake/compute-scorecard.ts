/** Figures of the scorecard (ledger ING-07, ING-09 … ING-13) from what intake found. */
import { haversineKm, isOnEarth } from '../geo/haversine.ts';
import type { AccountField } from '../plan/account-table.ts';
import { cellAt, numberAt } from '../plan/account-table.ts';
import { fieldSpec } from './fields.ts';
import type { Finding } from './finding.ts';
import type { RuleContext } from './rules/rule.ts';
import type { GateItem, Kpi, Scorecard } from './scorecard.ts';

interface ScorecardInput {
  readonly told: RuleContext;
  readonly findings: readonly Finding[];
  /** Rejected ones included. */
  readonly rowsInFile: number;
  /** Cells missing by field, as the file had them. */
  readonly missing: Readonly<Record<string, number>>;
}

/** What each figure weighs in the score; what cannot be measured is left out and the rest weighs more. */
const WEIGHTS: Readonly<Record<Kpi['id'], number>> = {
  completeness: 0.35,
  uniqueness: 0.25,
  validity: 0.2,
  accuracy: 0.1,
  timeliness: 0.1,
};
/** ING-10. */
const ACCURACY_TARGET = 0.98;

export function computeScorecard(input: ScorecardInput): Scorecard {
  const quality = input.told.policy.dataQuality;
  const kpis = [completeness(input), uniqueness(input), validity(input), accuracy(input), timeliness(input)];
  const score = scoreOf(kpis);
  return { kpis, gate: gateOf(input), score, target: quality.score, pass: score >= quality.score };
}

/** 0..100, one decimal: the weighted mean of the figures that could be measured; a lower-is-better figure counts as its complement. */
export function scoreOf(kpis: readonly Kpi[]): number {
  let weights = 0;
  let sum = 0;
  for (const kpi of kpis) {
    if (kpi.value === null) continue;
    weights += WEIGHTS[kpi.id];
    sum += WEIGHTS[kpi.id] * (kpi.better === 'higher' ? kpi.value : 1 - kpi.value);
  }
  return weights === 0 ? 0 : Math.round((1000 * sum) / weights) / 10;
}

function kpi(
  init: Pick<Kpi, 'id' | 'title' | 'numerator' | 'denominator' | 'target' | 'explanation'>,
  better: Kpi['better'] = 'higher',
): Kpi {
  const value = init.denominator === 0 ? null : init.numerator / init.denominator;
  const pass = value === null ? null : better === 'higher' ? value >= init.target : value <= init.target;
  return { ...init, value, better, pass };
}

const ALWAYS: readonly AccountField[] = ['accountId', 'name', 'lat', 'lon'];
const WHERE_IN_FILE: readonly AccountField[] = [
  'potential',
  'territoryName',
  'opportunityStage',
  'lastUpdated',
];

function completeness({ told, missing }: ScorecardInput): Kpi {
  const required = [...ALWAYS, ...WHERE_IN_FILE.filter((field) => told.inFile.has(field))];
  const rows = told.rows.length;
  const empty = required.map((field) =>
    field === 'accountId' ? Math.min(rows, missing[field] ?? 0) : emptyCells(told, field),
  );
  const denominator = rows * required.length;
  return kpi({
    id: 'completeness',
    title: 'Completeness',
    numerator: denominator - empty.reduce((sum, count) => sum + count, 0),
    denominator,
    target: told.policy.dataQuality.completeness,
    explanation: `Filled cells among the required ones: ${required.map((field) => fieldSpec('accounts', field)?.title.toLowerCase() ?? field).join(', ')}. An account placed by its address counts as having a place.`,
  });
}

function emptyCells(told: RuleContext, field: AccountField): number {
  let count = 0;
  for (const row of told.rows) if (cellAt(told.accounts, field, row) === null) count++;
  return count;
}

const DUPLICATES: ReadonlySet<string> = new Set(['duplicate-key', 'duplicate-name-place', 'duplicate-match']);

function uniqueness({ told, findings }: ScorecardInput): Kpi {
  const extra = new Set<number>();
  for (const finding of findings) {
    if (!DUPLICATES.has(finding.rule)) continue;
    for (const row of finding.accountRows.slice(1)) extra.add(row);
  }
  return kpi(
    {
      id: 'uniqueness',
      title: 'Duplicates',
      numerator: extra.size,
      denominator: told.rows.length,
      target: told.policy.dataQuality.uniqueness,
      explanation:
        'Accounts that repeat another: the same ID, the same name in the same place, or so alike that they are one.',
    },
    'lower',
  );
}

function validity({ told, findings, rowsInFile }: ScorecardInput): Kpi {
  const faulty = new Set<number>();
  for (const finding of findings) {
    if (finding.severity === 'error') for (const row of finding.rows) faulty.add(row);
  }
  return kpi({
    id: 'validity',
    title: 'Rows without an error',
    numerator: rowsInFile - Math.min(rowsInFile, faulty.size),
    denominator: rowsInFile,
    target: told.policy.dataQuality.score / 100,
    explanation: 'Rows of the file that were read and have no error. Warnings and hints do not count.',
  });
}

function accuracy({ told }: ScorecardInput): Kpi {
  let checked = 0;
  let right = 0;
  for (const row of told.rows) {
    const [lat, lon] = [told.given.lat[row] ?? NaN, told.given.lon[row] ?? NaN];
    const place = told.postalPlaceOf(row);
    if (Number.isNaN(lat) || Number.isNaN(lon) || place === null) continue;
    checked++;
    const km = haversineKm(lat, lon, place.lat, place.lon);
    if (isOnEarth(lat, lon) && km <= told.policy.dataQuality.farFromPostalCodeKm) right++;
  }
  return kpi({
    id: 'accuracy',
    title: 'Accurate places',
    numerator: right,
    denominator: checked,
    target: ACCURACY_TARGET,
    explanation: `Coordinates within ${told.policy.dataQuality.farFromPostalCodeKm} km of their postal code, among those that can be compared.`,
  });
}

function timeliness({ told }: ScorecardInput): Kpi {
  const dated = [...told.rows].filter((row) => !Number.isNaN(numberAt(told.accounts, 'lastUpdated', row)));
  const limit = told.policy.dataQuality.staleAfterDays;
  const fresh = dated.filter((row) => told.today - numberAt(told.accounts, 'lastUpdated', row) <= limit);
  return kpi({
    id: 'timeliness',
    title: 'Fresh rows',
    numerator: fresh.length,
    denominator: told.inFile.has('lastUpdated') ? told.rows.length : 0,
    target: told.policy.dataQuality.timeliness,
    explanation: `Accounts updated in the last ${limit} days. Without a date column it cannot be measured.`,
  });
}

const GATE: readonly { readonly field: AccountField; readonly title: string }[] = [
  { field: 'accountId', title: 'Account ID' },
  { field: 'territoryName', title: 'Territory' },
  { field: 'lat', title: 'Latitude' },
  { field: 'lon', title: 'Longitude' },
  { field: 'opportunityStage', title: 'Opportunity stage' },
  { field: 'lastUpdated', title: 'Last updated' },
];

/** Six columns, all of them filled; coordinates found from the address fill theirs. */
function gateOf({ told, missing }: ScorecardInput): Scorecard['gate'] {
  const items = GATE.map(({ field, title }): GateItem => {
    const count = field === 'accountId' ? (missing[field] ?? 0) : emptyCells(told, field);
    return { field, title, missing: count, inFile: told.inFile.has(field) };
  });
  return { pass: items.every((item) => item.missing === 0), items };
}
