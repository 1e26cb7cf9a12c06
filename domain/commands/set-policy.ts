import type { Policy } from '../governance/policy.ts';
import type { Plan } from '../plan/plan.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { CodedError } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import { SCORE_INPUTS } from '../scoring/score.ts';
import type { CommandHandler } from './command.ts';

/** Puts another policy in force. It becomes the next version, so that each result can name what it followed (AUD-04). */
export interface SetPolicy {
  readonly type: 'setPolicy';
  readonly policy: Policy;
  /** It is a version of the register, and is followed under the number it has there. */
  readonly registered?: boolean;
}

const versionOf = (plan: Plan, { policy, registered }: SetPolicy): number =>
  registered === true ? policy.version : plan.policy.version + 1;

export const setPolicy: CommandHandler<SetPolicy> = {
  type: 'setPolicy',
  describe: (plan, command) =>
    `Change the policy to ${command.policy.name}, version ${versionOf(plan, command)}`,
  run: (plan, command) => {
    const { policy } = command;
    const errors = policyErrors(policy);
    if (errors.length > 0) return refuse(...errors);
    return ok(compact(recordPatch(plan, 'policy', { ...policy, version: versionOf(plan, command) })));
  },
};

/** What would make results meaningless: weights below zero, no tier, tiers out of order, travel bands out of order. */
export function policyErrors(policy: Policy): readonly CodedError[] {
  const errors: CodedError[] = [];
  const say = (message: string): void => void errors.push(codedError('POLICY_INVALID', message));
  for (const input of SCORE_INPUTS) {
    const weight = policy.score.weights[input];
    if (!(weight >= 0 && Number.isFinite(weight)))
      say(`Weight of ${input} is ${weight}; it must be at least 0.`);
    const neutral = policy.score.neutral[input];
    if (!(neutral >= 0 && neutral <= 1)) say(`Neutral ${input} is ${neutral}; it must lie between 0 and 1.`);
  }
  if (policy.tiers.length === 0) say('At least one tier is needed.');
  policy.tiers.forEach((rule, i) => {
    const above = policy.tiers[i - 1];
    if (above !== undefined && rule.minPotentialPercentile > above.minPotentialPercentile) {
      say(`Tier ${rule.tier} starts above ${above.tier}. List tiers from the highest threshold down.`);
    }
  });
  policy.travel.bands.forEach((band, i) => {
    const last = i === policy.travel.bands.length - 1;
    const before = policy.travel.bands[i - 1]?.upToKm ?? 0;
    if ((band.upToKm === null) !== last || (band.upToKm !== null && band.upToKm <= before)) {
      say(`Travel band ${i + 1} is out of order: limits grow, and only the last has none.`);
    }
    if (!(band.circuity >= 1 && band.kmPerHour > 0)) {
      say(`Travel band ${i + 1} needs a circuity of at least 1 and a speed above 0.`);
    }
  });
  if (!(policy.travel.visitsPerTour > 0 && policy.travel.weeksPerYear > 0)) {
    say('Visits a tour and working weeks a year must be above 0.');
  }
  return errors;
}
