/**
 * What a person chose for the runs of a plan (ledger SCN-01), kept beside it: only what differs from its policy. It is no
 * part of the signed plan on purpose. Trying a weight is no edit: it takes no step of the history, asks nobody's approval
 * and moves no figure; what a committed run was asked is in its run record, and that is signed.
 */
import { z } from 'zod';
import type { PlanId } from '../../domain/brand.ts';
import { APPROACHES } from '../../solver-worker/contract.ts';
import type { DesignChoices } from '../../solver-worker/page/contract.ts';
import { BALANCE_NAMES, BASES, CONNECTED_BY, COVERAGE_MODELS } from '../../solver-worker/page/contract.ts';
import type { Database } from './database.ts';

export type ChangedChoices = Partial<DesignChoices>;

const positive = z.number().nonnegative();
const share = z.number().min(0).max(1);
const wish = z.object({ name: z.enum(BALANCE_NAMES), tolerance: share, weight: positive });
const yesNo = z.boolean();

/** A field that cannot be read is the policy's again; the others stay. */
const FIELDS = {
  approach: z.enum(APPROACHES),
  basis: z.enum(BASES),
  balance: z.array(wish),
  alpha: positive,
  beta: positive,
  gamma: positive,
  compactness: positive,
  continuityHours: positive,
  assignAll: yesNo,
  churnCap: yesNo,
  movedShare: share.nullable(),
  freeCentres: yesNo,
  coverage: z.record(z.string(), z.enum(COVERAGE_MODELS)),
  connectedBy: z.enum(CONNECTED_BY).nullable(),
  seed: z.number().int().positive(),
  iterations: z.number().int().positive(),
  warmStart: yesNo,
} satisfies Readonly<Partial<Record<keyof DesignChoices, z.ZodType>>>;

export const choicesKey = (planId: string): string => `design-choices:${planId}`;

/** What of `value` can be read; nothing of it where it is no record at all. */
export function parseChoices(value: unknown): ChangedChoices {
  if (typeof value !== 'object' || value === null) return {};
  const record = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(FIELDS).flatMap(([name, schema]) => {
      const parsed = schema.safeParse(record[name]);
      return parsed.success ? [[name, parsed.data]] : [];
    }),
  );
}

/** Empty for a plan nobody chose anything for: it runs as its policy says. */
export async function recallChoices(db: Database, planId: PlanId): Promise<ChangedChoices> {
  const row = (await db.settings.get(choicesKey(planId))) as { readonly value?: unknown } | undefined;
  return parseChoices(row?.value);
}

/** Where nothing is chosen, nothing is kept. */
export async function keepChoices(db: Database, planId: PlanId, changed: ChangedChoices): Promise<void> {
  if (Object.keys(changed).length === 0) await db.settings.delete(choicesKey(planId));
  else await db.settings.put({ key: choicesKey(planId), value: changed });
}
