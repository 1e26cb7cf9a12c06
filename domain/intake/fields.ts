/** The fields a file can bring, family by family: what they are called, what they hold, which headers people give them. */
import type { AccountField } from '../plan/account-table.ts';
import type { Family } from './mapping.ts';

export type FieldKind =
  | 'key'
  | 'text'
  | 'person'
  | 'number'
  | 'count'
  | 'money'
  | 'share'
  | 'flag'
  | 'date'
  | 'latitude'
  | 'longitude'
  | 'postal'
  | 'county-code'
  | 'place'
  | 'country'
  | 'site-status';

export interface FieldSpec {
  readonly field: string;
  /** As a column header a person reads. */
  readonly title: string;
  readonly kind: FieldKind;
  /** Headers that mean it, with how surely (0..1); compared without case and punctuation. */
  readonly headers: Readonly<Record<string, number>>;
}

type AccountInput = Exclude<AccountField, 'geoPrecision' | 'geoSource'>;

/** `names` share certainty 1 unless written `name:0.7`. */
function spec(field: string, title: string, kind: FieldKind, names: string): FieldSpec {
  const headers: Record<string, number> = {};
  for (const entry of names.split(',')) {
    const [name = '', certainty = '1'] = entry.trim().split(':');
    headers[name] = Number(certainty);
  }
  return { field, title, kind, headers };
}

const account = (field: AccountInput, title: string, kind: FieldKind, names: string): FieldSpec =>
  spec(field, title, kind, names);

export const ACCOUNT_FIELDS: readonly FieldSpec[] = [
  account(
    'accountId',
    'Account ID',
    'key',
    'account id, accountid, account number, account no, account key, acct id, customer id, customer number, customer no, client id, crm id, external id:0.9, id:0.95, record id:0.85, site id:0.85, facility id:0.9, kundennummer, kunden nr, globalid:0.6, objectid:0.6, fid:0.5',
  ),
  account(
    'name',
    'Name',
    'text',
    'name, account name, account, company, company name, customer, customer name, client, client name, organization, organisation, facility name, hospital name, business name, site name:0.9, firma, kunde, facility:0.8',
  ),
  account(
    'parentId',
    'Parent account',
    'text',
    'parent id, parent account id, parent account, parent, ultimate parent:0.9, subsidiary of, parent company, parent name:0.9',
  ),
  account(
    'street',
    'Street',
    'text',
    'street, address, street address, address 1, address line 1, billing street, shipping street:0.9, strasse, straße, mailing address:0.8, location address, addr',
  ),
  account(
    'city',
    'City',
    'place',
    'city, town, billing city, shipping city:0.9, municipality, ort, stadt, place:0.8, locality',
  ),
  account(
    'state',
    'State or province',
    'place',
    'state, province, state province, state code, billing state, billing state province, region:0.7, st, bundesland, provincia, stateprovince, office location:0.3',
  ),
  account(
    'postalCode',
    'Postal code',
    'postal',
    'zip, zip code, zipcode, postal code, postalcode, postcode, post code, billing zip, billing postal code, billing zip postal code, zip5, plz, cap:0.6, codigo postal, postleitzahl, zip postal code',
  ),
  account('county', 'County', 'place', 'county, county name, parish, district:0.6, landkreis'),
  account(
    'countyFips',
    'County FIPS',
    'county-code',
    'county fips, countyfips, fips, fips code, county code:0.8, cnty fips, geoid:0.7',
  ),
  account(
    'country',
    'Country',
    'country',
    'country, country code, billing country, nation, land:0.8, iso country, office location:0.6',
  ),
  account('phone', 'Phone', 'text', 'phone, telephone, phone number, tel, telefon, main phone'),
  account('website', 'Website', 'text', 'website, web site, url, web, homepage, domain, company domain'),
  account(
    'industry',
    'Industry',
    'text',
    'industry, sector, vertical, naics desc, naics description, sic description, industry name, branche, market:0.6, naics title',
  ),
  account(
    'segment',
    'Segment',
    'text',
    'segment, account segment, customer segment, market segment, type:0.8, account type:0.85, category:0.8, class:0.7, customer type:0.8, size segment',
  ),
  account(
    'ownerName',
    'Owner',
    'person',
    'owner, account owner, owner name, rep, sales rep, rep name, salesperson, sales agent, account manager, ae, account executive, assigned to, assigned rep, current owner, current rep',
  ),
  account(
    'territoryName',
    'Territory',
    'text',
    'territory, territory name, territory id:0.9, current territory, sales territory, gebiet, alignment:0.8, regional office:0.6, patch:0.7',
  ),
  account('tier', 'Tier', 'text', 'tier, account tier, priority tier, rating:0.6, grade:0.6'),
  account(
    'status',
    'Account status',
    'text',
    'account status, status:0.8, customer status, lifecycle stage:0.8, relationship:0.6',
  ),
  account(
    'siteStatus',
    'Open or closed',
    'site-status',
    'status:0.9, site status, operating status, open closed, facility status, operational status',
  ),
  account(
    'opportunityStage',
    'Opportunity stage',
    'text',
    'opportunity stage, stage, deal stage, sales stage, opp stage',
  ),
  account(
    'currency',
    'Currency',
    'text',
    'currency, currency code, iso currency, currency iso code, währung',
  ),
  account('techStack', 'Tech stack', 'text', 'tech stack, technology, technologies, technographics, stack'),
  account(
    'lat',
    'Latitude',
    'latitude',
    'latitude, lat, geo lat, geolat, geo latitude, y:0.6, y coord:0.7, point y:0.7, ycoord:0.7, breitengrad',
  ),
  account(
    'lon',
    'Longitude',
    'longitude',
    'longitude, lon, lng, long, geo long, geolong, geo lon, geo longitude, x:0.6, x coord:0.7, point x:0.7, xcoord:0.7, längengrad',
  ),
  account(
    'potential',
    'Potential',
    'money',
    'potential, potential revenue, revenue potential, market potential, sales potential, opportunity:0.9, opportunity value, account potential, potential arr, potential value, potential usd, tam:0.8, sam:0.7, addressable spend, spend:0.8, wallet:0.8, acv:0.8, whitespace:0.7, beds:0.78, bed count:0.78, number of beds:0.78, licensed beds:0.78, seats:0.75, units:0.7, outlets:0.75, stores:0.75, rooms:0.75, students:0.75, enrollment:0.75, vehicles:0.75, prescribers:0.75, households:0.75, population:0.6, size:0.6',
  ),
  account(
    'currentArr',
    'Current ARR',
    'money',
    'arr, current arr, annual recurring revenue, mrr:0.6, contract value:0.8, current sales:0.8, current revenue:0.8',
  ),
  account(
    'revenue',
    'Company revenue',
    'money',
    'revenue, annual revenue, company revenue, turnover, umsatz, annualrevenue',
  ),
  account(
    'historicalRevenue',
    'Historical revenue',
    'money',
    'historical revenue, prior year revenue, last year sales, last year revenue, sales last year, prior sales, bookings, historical sales, ly sales, past bookings, won revenue, sales:0.7',
  ),
  account(
    'employees',
    'Employees',
    'count',
    'employees, employee count, number of employees, headcount, numberofemployees, staff:0.8, fte:0.8, mitarbeiter',
  ),
  account(
    'propensity',
    'Propensity',
    'share',
    'propensity, propensity score, win probability, probability, likelihood, propensity to buy',
  ),
  account('strategicFit', 'Strategic fit', 'share', 'strategic fit, fit, fit score, icp fit, icp score'),
  account('churnRisk', 'Churn risk', 'share', 'churn risk, churn, risk score, churn probability'),
  account(
    'visitsPerYear',
    'Visits a year',
    'number',
    'visits per year, visits, annual visits, call frequency, calls per year, visit cadence, cadence:0.8, visits year',
  ),
  account(
    'minutesPerVisit',
    'Minutes a visit',
    'number',
    'minutes per visit, visit minutes, visit length, call length, visit duration, minutes visit',
  ),
  account(
    'tenureMonths',
    'Relationship in months',
    'number',
    'tenure months, tenure, relationship months, months as customer, owner tenure months',
  ),
  account(
    'lastUpdated',
    'Last updated',
    'date',
    'last updated, last modified, last modified date, updated, updated at, modified, lastmodifieddate, update date, as of, source date:0.8, val date:0.7, last activity:0.7, last activity date:0.7',
  ),
  account(
    'strategic',
    'Strategic',
    'flag',
    'strategic, strategic account, key account, named account, is strategic',
  ),
  account(
    'customer',
    'Customer',
    'flag',
    'customer flag, is customer, existing customer, customer y n, current customer, customer yn',
  ),
];

const REP_FIELDS: readonly FieldSpec[] = [
  spec(
    'repId',
    'Rep ID',
    'key',
    'rep id, repid, employee id, user id, id:0.95, employee number, personnel number, sales rep id',
  ),
  spec(
    'name',
    'Name',
    'text',
    'name, rep, rep name, sales rep, full name, employee name, sales agent, salesperson, account executive, representative',
  ),
  spec(
    'managerName',
    'Manager',
    'person',
    'manager, manager name, reports to, supervisor, team lead, sales manager',
  ),
  spec('email', 'E-mail', 'text', 'email, e mail, email address, mail'),
  spec('seniority', 'Seniority', 'text', 'seniority, level, grade, role level, experience, job level'),
  spec('street', 'Home street', 'text', 'home street, street, address, home address'),
  spec('city', 'Home city', 'place', 'home city, city, base city, location:0.7, town'),
  spec('state', 'Home state', 'place', 'home state, state, base state, province, st'),
  spec(
    'postalCode',
    'Home postal code',
    'postal',
    'home zip, zip, postal code, home postal code, zip code, plz, postcode',
  ),
  spec('country', 'Home country', 'country', 'home country, country, country code'),
  spec('lat', 'Home latitude', 'latitude', 'home lat, lat, latitude, home latitude, base lat'),
  spec(
    'lon',
    'Home longitude',
    'longitude',
    'home lon, lon, lng, longitude, home longitude, home lng, base lon',
  ),
  spec(
    'capacityHours',
    'Capacity (hours a year)',
    'number',
    'capacity hours, capacity hours per year, hours, selling hours, hours per year, annual hours, capacity:0.8, available hours',
  ),
  spec(
    'capacityAccounts',
    'Capacity (accounts)',
    'count',
    'capacity accounts, max accounts, account capacity, accounts',
  ),
  spec(
    'skills',
    'Skills',
    'text',
    'skills, skill, specialties, specialization, expertise, languages:0.6, products:0.6',
  ),
  spec(
    'from',
    'Start date',
    'date',
    'hire date, start date, hired, from, joined, date of hire, effective from',
  ),
  spec('to', 'End date', 'date', 'end date, termination date, to, leave date, effective to, last day'),
  spec(
    'territoryName',
    'Territory',
    'text',
    'territory, territory name, current territory, regional office:0.7, region:0.7, patch',
  ),
];

const BOOKING_FIELDS: readonly FieldSpec[] = [
  spec(
    'bookingId',
    'Booking ID',
    'key',
    'opportunity id, deal id, order id, booking id, invoice number, id:0.9, opp id, order number',
  ),
  spec(
    'accountId',
    'Account ID',
    'text',
    'account id, accountid, customer id, client id, account number, customer number',
  ),
  spec(
    'accountName',
    'Account name',
    'text',
    'account, account name, customer, customer name, company, client',
  ),
  spec(
    'amount',
    'Amount',
    'money',
    'amount, close value, value, booking, bookings, booking amount, revenue, sales, total, deal value, net amount, acv:0.9, order value',
  ),
  spec('currency', 'Currency', 'text', 'currency, currency code, currency iso code'),
  spec(
    'closedOn',
    'Closed on',
    'date',
    'close date, closed, closed on, booking date, order date, invoice date, date, won date',
  ),
  spec('stage', 'Stage', 'text', 'stage, deal stage, status, opportunity stage, outcome'),
  spec('ownerName', 'Owner', 'person', 'sales agent, owner, rep, sales rep, opportunity owner, salesperson'),
];

/** One row a territory: where it is worked from, what it can carry, what it has to bring. */
const TERRITORY_FIELDS: readonly FieldSpec[] = [
  spec('territoryId', 'Territory ID', 'key', 'territory id, territory code, territory number, id:0.85'),
  spec('name', 'Territory', 'text', 'territory, territory name, name:0.9, patch, gebiet, region:0.7'),
  spec(
    'ownerName',
    'Rep',
    'person',
    'rep, owner, rep name, sales rep, territory owner, assigned rep, account executive, salesperson',
  ),
  spec('city', 'Base city', 'place', 'base city, city, home city:0.8'),
  spec('state', 'Base state', 'place', 'base state, state, home state:0.8, province'),
  spec(
    'postalCode',
    'Base postal code',
    'postal',
    'base zip, zip, postal code, base postal code, zip code, plz',
  ),
  spec('country', 'Base country', 'country', 'base country, country, country code'),
  spec('lat', 'Base latitude', 'latitude', 'base lat, lat, latitude, base latitude'),
  spec('lon', 'Base longitude', 'longitude', 'base lon, lon, lng, longitude, base longitude'),
  spec(
    'capacityHours',
    'Capacity (hours a year)',
    'number',
    'capacity hours, capacity:0.8, hours per year, hours',
  ),
  spec(
    'capacityAccounts',
    'Capacity (accounts)',
    'count',
    'capacity accounts, max accounts, account capacity',
  ),
  spec('targetShare', 'Target share', 'share', 'target share, share, weight:0.7, target percent'),
  spec(
    'quota',
    'Quota',
    'money',
    'quota, annual quota, quota usd, quota amount, quota target, target:0.7, goal:0.7, number:0.5',
  ),
  spec(
    'quotaReason',
    'Reason for the quota',
    'text',
    'quota reason, reason, comment:0.7, rationale, note:0.6',
  ),
];

const FAMILIES: Readonly<Record<Family, readonly FieldSpec[]>> = {
  accounts: ACCOUNT_FIELDS,
  reps: REP_FIELDS,
  bookings: BOOKING_FIELDS,
  territories: TERRITORY_FIELDS,
};

export const fieldsOf = (family: Family): readonly FieldSpec[] => FAMILIES[family];

export const fieldSpec = (family: Family, field: string): FieldSpec | null =>
  FAMILIES[family].find((candidate) => candidate.field === field) ?? null;

const ACCOUNT_TITLES: ReadonlyMap<string, string> = new Map(
  ACCOUNT_FIELDS.map(({ field, title }) => [field, title]),
);

/** An account's field as a person reads it. */
export const fieldTitle = (field: string): string => ACCOUNT_TITLES.get(field) ?? field;

/** Header words that count things, not money, when they stand for potential. */
export const COUNT_WORDS: ReadonlySet<string> = new Set([
  'beds',
  'bed count',
  'number of beds',
  'licensed beds',
  'seats',
  'units',
  'outlets',
  'stores',
  'rooms',
  'students',
  'enrollment',
  'vehicles',
  'prescribers',
  'households',
  'population',
  'size',
]);
