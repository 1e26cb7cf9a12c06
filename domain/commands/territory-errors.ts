import { codedError } from '../result.ts';
import type { CodedError } from '../result.ts';
import type { Plan } from '../plan/plan.ts';
import type { Territory } from '../plan/territory.ts';

/** What is wrong with a territory's own values: base off the globe, no positive capacity, unknown rep, bad share. */
export function territoryErrors(plan: Plan, territory: Territory): readonly CodedError[] {
  const errors: CodedError[] = [];
  const { base, capacity, targetShare } = territory;
  if (base !== null && !(Math.abs(base.lat) <= 90 && Math.abs(base.lon) <= 180)) {
    errors.push(
      codedError(
        'PLACE_INVALID',
        `Base ${base.lat}, ${base.lon} is not on Earth. Latitude is within ±90, longitude within ±180.`,
      ),
    );
  }
  if (capacity !== null && !(capacity.value > 0 && Number.isFinite(capacity.value))) {
    errors.push(
      codedError('CAPACITY_INVALID', `Capacity ${capacity.value} must be above zero, or left empty.`),
    );
  }
  if (targetShare !== null && !(targetShare >= 0 && targetShare <= 1)) {
    errors.push(codedError('SHARE_INVALID', `Target share ${targetShare} must lie between 0 and 1.`));
  }
  const roster = new Set(plan.reps.map((rep) => rep.repId));
  const stranger = territory.repIds.find((repId) => !roster.has(repId));
  if (stranger !== undefined) {
    errors.push(codedError('UNKNOWN_REP', `Rep ${stranger} is not in the roster. Add the rep first.`));
  }
  return errors;
}
