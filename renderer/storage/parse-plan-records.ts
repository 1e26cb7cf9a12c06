/**
 * The small records of a plan as they are read back. Objects keep fields this version does not know, and fields that
 * were added since a row was written take their default, so that old rows and newer rows both open.
 */
import { z } from 'zod';
import type { Policy } from '../../domain/governance/policy.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { OVERLAY_KINDS } from '../../domain/plan/overlay.ts';
import { withDefaults } from './with-defaults.ts';

const place = z.object({ lat: z.number(), lon: z.number() }).nullable();
const capacity = z.object({ value: z.number(), unit: z.enum(['accounts', 'hours']) }).nullable();

export const territorySchema = z.looseObject({
  territoryId: z.string().min(1),
  name: z.string(),
  repIds: z.array(z.string()),
  base: place,
  capacity,
  targetShare: z.number().nullable(),
  locked: z.boolean(),
  retired: z.boolean(),
  note: z.string(),
});

export const repSchema = z.looseObject({
  repId: z.string().min(1),
  name: z.string(),
  managerName: z.string().nullable(),
  email: z.string().nullable(),
  seniority: z.enum(['junior', 'mid', 'senior']),
  base: place,
  city: z.string().nullable(),
  state: z.string().nullable(),
  capacity,
  skills: z.array(z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
});

const overlaySchema = z.looseObject({
  overlayId: z.string().min(1),
  name: z.string(),
  kind: z.enum(OVERLAY_KINDS),
  repIds: z.array(z.string()),
  rows: z.array(z.number().int().nonnegative()),
  credit: z.number().min(0).max(1),
  note: z.string(),
});

const quotaSchema = z.looseObject({
  target: z.number().nullable(),
  overAssignment: z.number(),
  roundTo: z.number().positive(),
  overrides: z.array(z.looseObject({ territoryId: z.string(), amount: z.number(), reason: z.string() })),
});

const people = z.array(z.number().int().nonnegative());
const headcountSchema = z.looseObject({
  headcountId: z.string().min(1),
  name: z.string(),
  from: z.string(),
  hires: people,
  leavers: people,
  attrition: z.number(),
  backfillMonths: z.number().int().nonnegative().nullable(),
  ramp: z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('linear'), months: z.number() }),
    z.looseObject({ kind: z.literal('table'), shares: z.array(z.number()) }),
  ]),
  sellingTime: z.number(),
  openingReps: z.number().int().nonnegative().nullable(),
  capacity,
  productivity: z.number().nullable(),
  demandGrowth: z.number(),
  sdrPerRep: z.number(),
  hunters: z.array(z.looseObject({ segment: z.string(), share: z.number() })),
});

/** A policy keeps what it said about approving when it was put in force: what it lacks is read, not written in. */
const POLICY_TEMPLATE: Policy = { ...DEFAULT_POLICY, approval: { approversRequired: 1 } };

const policySchema = z.unknown().transform((value, context) => {
  const filled = withDefaults(value, POLICY_TEMPLATE, 'policy');
  if (filled.ok) return filled.value;
  for (const error of filled.errors) context.addIssue({ code: 'custom', message: error.message });
  return z.NEVER;
});

/** One schema for each record of a plan that an edit can replace. */
export const recordSchemas = {
  name: z.string(),
  cycle: z.looseObject({ cycleId: z.string(), name: z.string(), from: z.string(), to: z.string() }),
  currency: z.string(),
  potentialUnit: z.looseObject({
    kind: z.enum(['money', 'count']),
    name: z.string(),
    minorPerMajor: z.number().positive(),
  }),
  territories: z.array(territorySchema),
  reps: z.array(repSchema),
  /** Rows stored before there were overlays have none. */
  overlays: z.array(overlaySchema).default([]),
  policy: policySchema,
  quota: quotaSchema,
  /** Rows stored before there was headcount have none. */
  headcount: z.array(headcountSchema).default([]),
  lockedAll: z.boolean(),
  parents: z.array(z.string()),
};
