import { useEffect, useState } from 'react';
import type { Plan } from '../../../../domain/plan/plan.ts';
import type { CodedError } from '../../../../domain/result.ts';
import type { UpdatePreview } from '../../../intake/check-api.ts';
import { ask } from '../../../intake/intake-client.ts';

/** What the checked import would change in a plan; asked anew when the plan changes, not at all for null. */
export function usePreview(plan: Plan | null): {
  readonly preview: UpdatePreview | null;
  readonly errors: readonly CodedError[] | null;
} {
  const [found, setFound] = useState<{
    readonly plan: Plan;
    readonly preview: UpdatePreview | null;
    readonly errors: readonly CodedError[] | null;
  } | null>(null);
  useEffect(() => {
    if (plan === null) return;
    let current = true;
    void ask((api) => api.previewUpdate(plan.planId)).then((answer) => {
      if (current)
        setFound({
          plan,
          preview: answer.ok ? answer.value : null,
          errors: answer.ok ? null : answer.errors,
        });
    });
    return () => {
      current = false;
    };
  }, [plan]);
  return plan !== null && found?.plan === plan ? found : { preview: null, errors: null };
}
