/**
 * Measures outside what the policy allows (ledger GOV-04), and why, once somebody has found out (ledger AUD-10). A cause
 * answers the figures it was written for: when they change, the alert asks again.
 */
import type { Measured } from '../measures/measure-plan.ts';
import type { AuditEvent } from './audit.ts';

export interface Alert {
  readonly measure: string;
  readonly label: string;
  /** The measure in words, with its figures and the limit. */
  readonly words: string;
  readonly severe: boolean;
  /** Why, as somebody wrote it about these very figures; null: nobody has. */
  readonly cause: string | null;
}

interface Cause {
  readonly words: string;
  readonly cause: string;
}

function causeOf(after: unknown): Cause | null {
  if (typeof after !== 'object' || after === null) return null;
  const { words, cause } = after as Partial<Record<keyof Cause, unknown>>;
  return typeof words === 'string' && typeof cause === 'string' ? { words, cause } : null;
}

/** Those nobody explained first, the missed before those to look at. `plan`: whose measures they are. */
export function alertsOf(
  measured: readonly Measured[],
  events: readonly Pick<AuditEvent, 'action' | 'object' | 'after'>[],
  plan: string,
): readonly Alert[] {
  return measured
    .filter(({ result }) => result.status === 'fail' || result.status === 'warn')
    .map(({ measure, result }): Alert => {
      const object = alertObject(plan, measure.id);
      const last = events.findLast((one) => one.action === 'alert.cause' && one.object === object);
      const found = causeOf(last?.after);
      return {
        measure: measure.id,
        label: measure.label,
        words: result.explanation,
        severe: result.status === 'fail',
        cause: found?.words === result.explanation ? found.cause : null,
      };
    })
    .toSorted(
      (a, b) => Number(a.cause !== null) - Number(b.cause !== null) || Number(b.severe) - Number(a.severe),
    );
}

export const alertObject = (plan: string, measure: string): string => `alert:${plan}:${measure}`;
