/**
 * The objects of each target: the columns of its export, what identifies a record, and the field lock (ledger SYN-03):
 * a field that is not `writable` here can reach no file. Names are the vendors' own, letter for letter.
 */
import type { Operation, Target } from './target.ts';

export interface ObjectSpec {
  readonly object: string;
  /** Column with the target's own id; a table without one is identified by its key. */
  readonly id: string;
  /** Fields that together name one record, before it has an id and after. */
  readonly key: readonly string[];
  /** An export that has all of these is one of this object. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly writable: readonly string[];
  /** In the order they are applied. */
  readonly operations: readonly Operation[];
  /** Nothing can be prepared without its export. */
  readonly needed: boolean;
  /** Decimal amounts: 1000 and 1000.00 are the same value. */
  readonly amounts: readonly string[];
  /** Days; a time of day the target appends is dropped. */
  readonly days: readonly string[];
}

type Draft = Pick<ObjectSpec, 'object' | 'id' | 'key' | 'required'> & Partial<ObjectSpec>;

const spec = (draft: Draft): ObjectSpec => ({
  optional: [],
  writable: [],
  operations: [],
  needed: false,
  amounts: [],
  days: [],
  ...draft,
});

/** Setup objects first; an association is made before the old one is taken away, so that nobody is left without. */
const SALESFORCE: readonly ObjectSpec[] = [
  spec({
    object: 'Territory2Model',
    id: 'Id',
    key: ['DeveloperName'],
    required: ['Id', 'DeveloperName', 'State'],
    needed: true,
  }),
  spec({
    object: 'Territory2',
    id: 'Id',
    key: ['Territory2ModelId', 'DeveloperName'],
    required: ['Id', 'DeveloperName', 'Territory2ModelId'],
    optional: ['Name', 'Territory2TypeId'],
    writable: ['DeveloperName', 'Name', 'Territory2ModelId', 'Territory2TypeId'],
    operations: ['insert', 'delete'],
    needed: true,
  }),
  spec({
    object: 'UserTerritory2Association',
    id: 'Id',
    key: ['UserId', 'Territory2Id'],
    required: ['Id', 'UserId', 'Territory2Id'],
    writable: ['UserId', 'Territory2Id'],
    operations: ['insert', 'delete'],
  }),
  spec({
    object: 'ObjectTerritory2Association',
    id: 'Id',
    key: ['ObjectId', 'Territory2Id'],
    required: ['Id', 'ObjectId', 'Territory2Id'],
    optional: ['AssociationCause'],
    writable: ['ObjectId', 'Territory2Id', 'AssociationCause'],
    operations: ['insert', 'delete'],
    needed: true,
  }),
  spec({
    object: 'ForecastingQuota',
    id: 'Id',
    key: ['ForecastingTypeId', 'StartDate', 'QuotaOwnerId', 'Territory2Id', 'CurrencyIsoCode'],
    required: ['Id', 'ForecastingTypeId', 'StartDate', 'QuotaOwnerId', 'QuotaAmount'],
    optional: ['Territory2Id', 'CurrencyIsoCode'],
    writable: [
      'ForecastingTypeId',
      'StartDate',
      'QuotaOwnerId',
      'Territory2Id',
      'QuotaAmount',
      'CurrencyIsoCode',
    ],
    operations: ['insert', 'update', 'delete'],
    amounts: ['QuotaAmount'],
    days: ['StartDate'],
  }),
  spec({
    object: 'User',
    id: 'Id',
    key: ['Id'],
    required: ['Id', 'IsActive'],
    optional: ['Name', 'Email', 'EmployeeNumber'],
  }),
  spec({ object: 'Account', id: 'Id', key: ['Id'], required: ['Id', 'Name'], needed: true }),
];

const DYNAMICS: readonly ObjectSpec[] = [
  spec({
    object: 'goals',
    id: 'goalid',
    key: ['title', '_goalownerid_value', 'goalstartdate'],
    // Without its ETag a record could be changed that is no longer as it was exported.
    required: ['goalid', 'title', 'targetmoney', '_goalownerid_value', 'goalstartdate', '@odata.etag'],
    optional: ['goalenddate', '_metricid_value'],
    writable: [
      'title',
      'targetmoney',
      '_goalownerid_value',
      '_metricid_value',
      'goalstartdate',
      'goalenddate',
    ],
    operations: ['insert', 'update', 'delete'],
    amounts: ['targetmoney'],
    days: ['goalstartdate', 'goalenddate'],
  }),
  spec({
    object: 'accounts',
    id: 'accountid',
    key: ['accountid'],
    required: ['accountid', '_territoryid_value', '@odata.etag'],
    optional: ['name'],
    writable: ['_territoryid_value'],
    operations: ['update'],
    needed: true,
  }),
  spec({
    object: 'systemusers',
    id: 'systemuserid',
    key: ['systemuserid'],
    required: ['systemuserid', 'isdisabled'],
    optional: ['fullname', 'internalemailaddress', 'employeeid'],
  }),
  spec({
    object: 'territories',
    id: 'territoryid',
    key: ['name'],
    required: ['territoryid', 'name'],
    optional: ['_managerid_value', '@odata.etag'],
    writable: ['name'],
    operations: ['insert', 'delete'],
    needed: true,
  }),
];

const HUBSPOT: readonly ObjectSpec[] = [
  spec({
    object: 'goal_targets',
    id: 'hs_object_id',
    key: ['hs_goal_name', 'hubspot_owner_id', 'hs_start_datetime'],
    required: [
      'hs_object_id',
      'hs_goal_name',
      'hs_target_amount',
      'hs_start_datetime',
      'hs_end_datetime',
      'hubspot_owner_id',
    ],
    writable: [
      'hs_goal_name',
      'hs_target_amount',
      'hs_start_datetime',
      'hs_end_datetime',
      'hubspot_owner_id',
    ],
    operations: ['insert', 'update', 'delete'],
    amounts: ['hs_target_amount'],
    days: ['hs_start_datetime', 'hs_end_datetime'],
  }),
  spec({
    object: 'companies',
    id: 'hs_object_id',
    key: ['hs_object_id'],
    required: ['hs_object_id', 'hubspot_owner_id'],
    optional: ['name'],
    writable: ['hubspot_owner_id'],
    operations: ['update'],
    needed: true,
  }),
  spec({
    object: 'owners',
    id: 'id',
    key: ['id'],
    required: ['id', 'email'],
    optional: ['archived', 'name'],
    needed: true,
  }),
];

const CSV: readonly ObjectSpec[] = [
  spec({
    object: 'assignments',
    id: 'account_id',
    key: ['account_id'],
    required: ['account_id', 'territory_id'],
    writable: ['territory_id'],
    operations: ['update'],
    needed: true,
  }),
  spec({
    object: 'quotas',
    id: 'territory_id',
    key: ['territory_id'],
    required: ['territory_id', 'quota'],
    writable: ['territory_id', 'quota'],
    operations: ['insert', 'update', 'delete'],
    amounts: ['quota'],
  }),
];

const OBJECTS: Readonly<Record<Target, readonly ObjectSpec[]>> = {
  salesforce: SALESFORCE,
  dynamics: DYNAMICS,
  hubspot: HUBSPOT,
  csv: CSV,
};

export const objectsOf = (target: Target): readonly ObjectSpec[] => OBJECTS[target];

export const objectSpec = (target: Target, object: string): ObjectSpec | null =>
  OBJECTS[target].find((candidate) => candidate.object === object) ?? null;

export const ETAG = '@odata.etag';
