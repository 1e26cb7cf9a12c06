/** Notes in this laptop's chained trail what is no edit of a plan: who opened her key, what was exported, policy changes. */
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { EventAction } from '../../domain/governance/action-words.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import type { Result } from '../../domain/result.ts';
import { policyReference } from '../../formats/bundle/policy-reference.ts';
import { postRefusal } from '../session/notices.ts';
import { actor, database, now, session } from '../session/session.ts';
import { TrailStore } from '../storage/trail-store.ts';

export interface Note {
  readonly action: EventAction;
  readonly label: string;
  readonly object: string;
  readonly before?: Json;
  readonly after?: Json;
  readonly by?: ReturnType<typeof actor>;
}

export async function note({ action, label, object, before, after, by }: Note): Promise<Result<null>> {
  const policy = session().state.getState().open?.plan.policy ?? DEFAULT_POLICY;
  const noted = await new TrailStore(database()).append({
    action,
    label,
    object,
    at: now(),
    actor: by ?? actor(),
    before: before ?? null,
    after: after ?? null,
    policy: policyReference(policy),
  });
  if (!noted.ok) postRefusal('The audit trail could not be written', noted.errors);
  return noted;
}
