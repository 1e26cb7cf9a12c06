/** What people are told about automated scoring (ledger PRV-08, PRV-14; GDPR art. 13(2)(f), 22 and recital 78). */
import type { Policy } from '../governance/policy.ts';

const NAMES = {
  potential: 'what could be sold to it',
  propensity: 'how likely it is to buy',
  strategicFit: 'how well it fits the strategy',
  churnRisk: 'the risk of losing it (lowers the score)',
  travelCost: 'how far it is from the nearest base (lowers the score)',
} as const;

/** Paragraphs in plain words, true for the policy given. */
export function profilingNotice(policy: Policy): readonly string[] {
  const weights = Object.entries(policy.score.weights) as [keyof typeof NAMES, number][];
  const used = weights
    .filter(([, weight]) => weight !== 0)
    .map(([input, weight]) => `${NAMES[input]}, weight ${weight}`);
  return [
    'Bailiwick scores accounts, not people. A score says how much an account is worth covering; where an account is a person in business on her own, it says something about her.',
    `The score is a weighted sum of ${used.join('; ')}. Every score can be taken apart into these (Score, or bailiwick explain).`,
    'Territories and quotas of reps are proposed from these scores by an optimizer. They take effect only when a person has submitted them and another has approved them: no decision about a rep is made by software alone.',
    `Facts nobody supplied are replaced by a neutral value and marked. Sources, weights and thresholds are those of the policy “${policy.name}”, version ${policy.version}.`,
    'Whoever is affected may ask what is held about her, have it corrected or erased, object, and have a person look at a score or an assignment. The request and its outcome are recorded.',
  ];
}
