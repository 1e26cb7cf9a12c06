/** What a person decided about the data of a plan without changing it: findings to leave, pairs that are two accounts. */
import { z } from 'zod';
import type { PlanId } from '../../domain/brand.ts';
import type { Database } from './database.ts';

const decisions = z.object({ skipped: z.array(z.string()), notSame: z.array(z.string()) });
const row = z.object({ key: z.string(), value: decisions });

export type DataDecisions = z.infer<typeof decisions>;

export const NO_DECISIONS: DataDecisions = { skipped: [], notSame: [] };

const keyOf = (planId: PlanId): string => `data-decisions:${planId}`;

/** Decisions that cannot be read are as if there were none: the findings show again. */
export async function recallDecisions(db: Database, planId: PlanId): Promise<DataDecisions> {
  const parsed = row.safeParse(await db.settings.get(keyOf(planId)));
  return parsed.success ? parsed.data.value : NO_DECISIONS;
}

/** Changes them in one transaction, so that two windows do not undo each other. */
export function changeDecisions(
  db: Database,
  planId: PlanId,
  change: (before: DataDecisions) => DataDecisions,
): Promise<DataDecisions> {
  return db.transaction('rw', db.settings, async () => {
    const value = change(await recallDecisions(db, planId));
    await db.settings.put({ key: keyOf(planId), value });
    return value;
  });
}
