/** Which results a field of an account goes into (ledger AUD-08): the way from a source field to what is shown and signed. */
import type { AccountField } from '../plan/account-table.ts';

export const RESULTS = [
  'Score',
  'Tier',
  'Visits and load',
  'Potential and balance',
  'Quota',
  'Sales that move',
  'Relationships',
  'Expected pay',
  'Travel and reach',
  'Strategic freeze',
  'Status',
  'Duplicates and overlap',
] as const;
export type ResultName = (typeof RESULTS)[number];

const BY_SIZE = [
  'Score',
  'Tier',
  'Visits and load',
  'Potential and balance',
  'Quota',
  'Expected pay',
  'Travel and reach',
] as const;
const BY_PLACE = ['Score', 'Potential and balance', 'Travel and reach'] as const;
const BY_SALES = ['Sales that move', 'Relationships'] as const;

/** What a change of the field can change; a field that is not here is shown and goes into no figure. */
export const USED_IN: Readonly<Partial<Record<AccountField, readonly ResultName[]>>> = {
  accountId: ['Duplicates and overlap'],
  potential: BY_SIZE,
  lat: BY_PLACE,
  lon: BY_PLACE,
  propensity: ['Score', 'Potential and balance'],
  strategicFit: ['Score', 'Potential and balance'],
  churnRisk: ['Score', 'Potential and balance'],
  tier: ['Tier', 'Visits and load', 'Potential and balance', 'Travel and reach', 'Strategic freeze'],
  visitsPerYear: ['Visits and load', 'Potential and balance', 'Travel and reach'],
  minutesPerVisit: ['Visits and load', 'Potential and balance'],
  historicalRevenue: BY_SALES,
  currentArr: [...BY_SALES, 'Status'],
  tenureMonths: ['Relationships'],
  customer: ['Relationships', 'Status'],
  strategic: ['Strategic freeze'],
  status: ['Status'],
  opportunityStage: ['Status'],
};

const PLACE: ReadonlySet<string> = new Set(['lat', 'lon', 'geoPrecision', 'geoSource']);
/** Where an account is, given by the file or worked out from its address. */
export const isPlaceField = (field: string): boolean => PLACE.has(field);
