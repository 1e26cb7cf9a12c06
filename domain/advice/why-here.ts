/** "Why is this account here, and what if it were elsewhere?" (EXP-01, EXP-08) */
import { assignmentMessage, moveError } from '../commands/assignment-errors.ts';
import type { Accumulators } from '../measures/accumulators.ts';
import type { MovePreview } from '../measures/preview-move.ts';
import { previewMove } from '../measures/preview-move.ts';
import { oneWayMinutes } from '../measures/travel-model.ts';
import { fixed, signedPercent } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import { ACTIVE, STANDINGS, UNASSIGNED } from '../plan/plan.ts';
import type { ReasonCode } from '../plan/reason-codes.ts';
import { assignmentSource, reasonCode } from '../plan/reason-codes.ts';
import { reasonSentence, sourceWords } from '../plan/reason-words.ts';
import { breaksFreeze } from '../plan/strategic.ts';
import { territoriesByTravel } from './nearest.ts';

export interface Alternative {
  readonly territory: number;
  readonly minutes: number;
  /** Minutes one way more (or less) than today; null where today's travel is not known. */
  readonly extraMinutes: number | null;
  /** Why it may not go there; null when it may. */
  readonly blocked: string | null;
  /** What moving it would do, in words. */
  readonly effect: string;
  readonly preview: MovePreview;
}

export interface WhyHere {
  readonly row: number;
  readonly territory: number;
  readonly reason: ReasonCode;
  /** One sentence a line: the reason, who decided, where it began, what holds it. */
  readonly sentences: readonly string[];
  /** One way; null where it cannot be estimated. */
  readonly minutes: number | null;
  readonly slaMinutes: number;
  /** The nearest other territories, three at most. */
  readonly alternatives: readonly Alternative[];
}

export function whyHere(plan: Plan, accumulators: Accumulators, row: number): WhyHere {
  const territory = plan.assignment[row] ?? UNASSIGNED;
  const reason = reasonCode(plan.reason[row] ?? 0);
  const own = oneWayMinutes(accumulators.travel, row, territory);
  const minutes = Number.isNaN(own) ? null : own;
  const slaMinutes = accumulators.facts.slaMinutes[row] ?? Infinity;
  return {
    row,
    territory,
    reason,
    sentences: [
      `${reasonSentence(reason, nameOf(plan, territory))}${decided(plan, row)}`,
      ...travelSentence(minutes, slaMinutes),
      ...baselineSentence(plan, row, territory),
      ...holdSentences(plan, row, territory),
    ],
    minutes,
    slaMinutes,
    alternatives: territoriesByTravel(plan, accumulators.travel, row)
      .filter((reach) => reach.territory !== territory)
      .slice(0, 3)
      .map((reach) => alternative(plan, accumulators, row, reach.territory, reach.minutes, minutes)),
  };
}

const nameOf = (plan: Plan, territory: number): string => plan.territories[territory]?.name ?? 'no territory';

function decided(plan: Plan, row: number): string {
  const words = sourceWords(assignmentSource(plan.source[row] ?? 0));
  return words === '' ? '' : ` Decided ${words}.`;
}

function travelSentence(minutes: number | null, sla: number): readonly string[] {
  if (minutes === null) return [];
  const verdict = minutes <= sla ? 'within' : 'beyond';
  return [
    `It is ${fixed(minutes, 0)} minutes from the base, estimated; ${verdict} the ${fixed(sla, 0)} of its tier.`,
  ];
}

function baselineSentence(plan: Plan, row: number, territory: number): readonly string[] {
  const home = plan.baseline[row] ?? UNASSIGNED;
  if (plan.standing[row] !== ACTIVE)
    return home === UNASSIGNED ? [] : [`It began the cycle in ${nameOf(plan, home)}.`];
  if (home === UNASSIGNED) return ['It had no territory when the cycle began.'];
  return home === territory
    ? ['It began the cycle here.']
    : [`It began the cycle in ${nameOf(plan, home)}, so it counts as moved.`];
}

function holdSentences(plan: Plan, row: number, territory: number): readonly string[] {
  const standing = plan.standing[row] ?? ACTIVE;
  const held: string[] = [];
  if (plan.lockedAll) held.push('The whole plan is locked.');
  if (standing !== ACTIVE)
    held.push(`It is ${STANDINGS[standing] ?? 'not active'} and takes no part in planning.`);
  if (plan.locked[row] === 1) held.push('The account is locked where it is.');
  if (plan.territories[territory]?.locked === true) held.push(`${nameOf(plan, territory)} is locked.`);
  if (breaksFreeze(plan, row, UNASSIGNED)) held.push('It is strategic: only an exception may move it away.');
  return held;
}

function alternative(
  plan: Plan,
  accumulators: Accumulators,
  row: number,
  territory: number,
  minutes: number,
  now: number | null,
): Alternative {
  const error = moveError(plan, row, territory, true);
  const preview = previewMove(plan, accumulators, Int32Array.of(row), territory, 'EXCEPTION');
  const blocked = plan.lockedAll
    ? assignmentMessage('PLAN_LOCKED', '', 1)
    : error === null
      ? null
      : assignmentMessage(error.code, error.subject, 1);
  return {
    territory,
    minutes,
    extraMinutes: now === null ? null : minutes - now,
    blocked,
    effect: effectOf(plan, preview, minutes, now),
    preview,
  };
}

function effectOf(plan: Plan, preview: MovePreview, minutes: number, now: number | null): string {
  const travel =
    now === null
      ? `${fixed(minutes, 0)} minutes of travel`
      : `${fixed(Math.abs(minutes - now), 0)} minutes ${minutes >= now ? 'more' : 'less'} travel one way`;
  const loads = preview.territories
    .filter((t) => t.before.territory !== UNASSIGNED && t.before.potential > 0)
    .map(
      (t) =>
        `${nameOf(plan, t.before.territory)} ${signedPercent(t.after.potential / t.before.potential - 1)} potential`,
    );
  const broken = preview.worsened.map((m) => m.measure.label.toLowerCase());
  const rules = broken.length === 0 ? '' : `; worse than policy asks: ${broken.join(', ')}`;
  return `${[travel, ...loads].join(', ')}${rules}.`;
}
