/**
 * Exceptions to guardrails, asked for with each version that crosses one, and how long each took (ledger APR-06, APR-08):
 * half are to be settled within one business day, nine in ten within three.
 */
import type { IsoDate } from '../brand.ts';
import type { ApprovalAct, Outcome, RequirementState } from './approval.ts';
import type { Calendar } from './business-days.ts';
import { businessDaysBetween } from './business-days.ts';
import type { GuardrailId } from './guardrails.ts';

/** Business days by which so many are to be settled. */
export const SETTLED_WITHIN = { half: 1, nineInTen: 3 } as const;

export type ExceptionState = 'open' | 'granted' | 'turned-down' | 'lapsed';

export interface ExceptionCase {
  readonly guardrail: GuardrailId;
  readonly why: string;
  readonly raisedOn: IsoDate;
  readonly dueOn: IsoDate | null;
  readonly overdue: boolean;
  readonly state: ExceptionState;
  /** Last day a granted one holds. */
  readonly until: IsoDate | null;
  readonly settledOn: IsoDate | null;
  /** Business days it took, or has taken so far. */
  readonly days: number;
}

const dayOf = (act: ApprovalAct): IsoDate => act.at.slice(0, 10) as IsoDate;
const sorted = (days: readonly IsoDate[]): readonly IsoDate[] => days.toSorted();

/** The exceptions one version needs, on a day; empty for a version nobody submitted. */
export function exceptionsOf(
  acts: readonly ApprovalAct[],
  outcome: Outcome,
  calendar: Calendar,
  on: IsoDate,
): readonly ExceptionCase[] {
  const [raisedOn] = sorted(acts.filter((act) => act.decision === 'submit').map(dayOf));
  if (raisedOn === undefined) return [];
  return outcome.requirements.flatMap((one): readonly ExceptionCase[] => {
    const { exception, why } = one.requirement;
    if (exception === null) return [];
    const { state, until, settledOn } = settlement(acts, outcome, one, exception);
    return [
      {
        guardrail: exception,
        why,
        raisedOn,
        dueOn: one.dueOn,
        overdue: state === 'open' && one.overdue,
        state,
        until,
        settledOn,
        days: businessDaysBetween(raisedOn, settledOn ?? on, calendar),
      },
    ];
  });
}

function settlement(
  acts: readonly ApprovalAct[],
  outcome: Outcome,
  { met, by, requirement }: RequirementState,
  guardrail: GuardrailId,
): Pick<ExceptionCase, 'state' | 'until' | 'settledOn'> {
  const given = acts.flatMap((act) =>
    act.decision === 'approve'
      ? act.exceptions
          .filter((one) => one.guardrail === guardrail)
          .map(({ until }) => ({ until, on: dayOf(act), actorId: act.actorId }))
      : [],
  );
  const until = sorted(given.map((one) => one.until))[0] ?? null;
  if (met || (outcome.releasedOn !== null && given.length > 0)) {
    const counting = given.filter((one) => !met || by.includes(one.actorId));
    const each = new Map(counting.toReversed().map(({ actorId, on }) => [actorId, on]));
    const days = sorted([...each.values()]);
    const settledOn = days[Math.min(requirement.need.count, days.length) - 1] ?? null;
    return { state: 'granted', until, settledOn };
  }
  const no = acts.filter((act) => act.decision === 'reject' || act.decision === 'request-changes');
  if (outcome.state === 'Rejected' || outcome.state === 'ChangesRequested')
    return { state: 'turned-down', until: null, settledOn: sorted(no.map(dayOf)).at(-1) ?? null };
  if (outcome.state === 'Expired') return { state: 'lapsed', until: null, settledOn: outcome.expiresOn };
  return { state: 'open', until: null, settledOn: null };
}

export interface ResolutionTimes {
  readonly settled: number;
  /** Business days within which half, and nine in ten, were settled; null while none was. */
  readonly half: number | null;
  readonly nineInTen: number | null;
}

/** Nearest-rank quantiles over what was settled; what still waits is not in them. */
export function resolutionTimes(cases: readonly ExceptionCase[]): ResolutionTimes {
  const days = cases
    .filter((one) => one.settledOn !== null)
    .map((one) => one.days)
    .toSorted((a, b) => a - b);
  const rank = (share: number): number | null => days[Math.ceil(share * days.length) - 1] ?? null;
  return { settled: days.length, half: rank(0.5), nineInTen: rank(0.9) };
}
