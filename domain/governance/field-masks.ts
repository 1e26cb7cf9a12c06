/**
 * Which columns a role may be handed (ledger ROL-03, ROL-07): what bears on pay, what was bought or modelled about
 * accounts, and who people are. It rules what is exported for somebody. A signed version is whole or it is not that
 * version, so whoever is given the bundle is given all of it.
 */
import type { Role } from './role.ts';

export const COLUMN_CLASSES = ['pay', 'enriched', 'people'] as const;
export type ColumnClass = (typeof COLUMN_CLASSES)[number];

/** Columns of the tables of a bundle that are not for everybody; all others are. */
export const CLASS_OF_COLUMN: Readonly<Record<string, ColumnClass>> = {
  quota: 'pay',
  quota_share: 'pay',
  computed: 'pay',
  override_reason: 'pay',
  current_arr: 'pay',
  channel_credit: 'pay',
  potential: 'enriched',
  potential_share: 'enriched',
  rep: 'people',
  // Sentences of the measures name sums of sales and quotas.
  explanation: 'pay',
};

const ALL: readonly ColumnClass[] = COLUMN_CLASSES;

export const VISIBLE_TO: Readonly<Record<Role, readonly ColumnClass[]>> = {
  planner: ALL,
  'sales-leader': ALL,
  revops: ALL,
  finance: ALL,
  compensation: ALL,
  executive: ALL,
  'sales-ops': ['enriched', 'people'],
  consultant: ['enriched'],
  privacy: ['people'],
  administrator: [],
  rep: ['people'],
  service: [],
};

export function isMasked(column: string, role: Role): boolean {
  const of = Object.hasOwn(CLASS_OF_COLUMN, column) ? CLASS_OF_COLUMN[column] : undefined;
  return of !== undefined && !VISIBLE_TO[role].includes(of);
}
