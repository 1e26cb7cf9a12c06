import { ok } from '../../domain/result.ts';
import type { Capacity } from '../../domain/plan/territory.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { newPlaces, placingChoices, withFreeTerritories } from '../../solver-worker/more-territories.ts';
import type { NewPlace } from '../../solver-worker/more-territories.ts';
import { choicesFromPolicy } from '../../solver-worker/problem-from-plan.ts';
import { sizePlan } from '../../solver-worker/size-plan.ts';
import type { PlanSizing } from '../../solver-worker/size-plan.ts';
import { positiveOption, questionCommand } from '../bundle-question.ts';

const USAGE = `Usage: bailiwick size BUNDLE [options]

Says how many reps a plan needs, with the sums, and where the ones it lacks would sit.

  --hours H        what one rep can do, in hours a year (default: the median of the plan's territories)
  --accounts N     the same in accounts
  --potential P    potential one rep can work, in whole units of the plan's potential
  --json           one JSON object on standard output

It does not verify the bundle. Exit code 2 for a usage or input error.`;

const OPTIONS = {
  hours: { type: 'string' },
  accounts: { type: 'string' },
  potential: { type: 'string' },
} as const;

type Answer = PlanSizing & { readonly places: readonly NewPlace[] };

export const size = questionCommand({
  name: 'size',
  summary: 'say how many reps a plan needs, and where',
  usage: USAGE,
  options: OPTIONS,
  describe: (answer: Answer) => describe(answer),
  async ask(plan, values) {
    const hours = positiveOption('hours', values.hours);
    if (!hours.ok) return hours;
    const accounts = positiveOption('accounts', values.accounts);
    if (!accounts.ok) return accounts;
    const potential = positiveOption('potential', values.potential);
    if (!potential.ok) return potential;
    const potentialPerRep =
      potential.value === undefined ? null : potential.value * plan.potentialUnit.minorPerMajor;
    const sized = sizePlan(plan, { capacity: capacityOf(hours.value, accounts.value), potentialPerRep });
    if (!sized.ok) return sized;
    const more = sized.value.reps - sized.value.present;
    if (more <= 0) return ok({ ...sized.value, places: [] });
    const larger = withFreeTerritories(plan, more, sized.value.capacity);
    const choices = placingChoices(choicesFromPolicy(plan.policy));
    const { made, answers } = await createInlineSolver().design(larger, choices, 'one');
    const answer = answers[0]?.answer;
    return ok({
      ...sized.value,
      places: answer === undefined ? [] : newPlaces(larger, made, answer, more),
    });
  },
});

function capacityOf(hours: number | undefined, accounts: number | undefined): Capacity | null {
  if (hours !== undefined) return { value: hours, unit: 'hours' };
  return accounts === undefined ? null : { value: accounts, unit: 'accounts' };
}

function describe(answer: Answer): string {
  const { capacity, load, band, byBand, byPotential } = answer;
  const unit = capacity.unit === 'hours' ? 'hours a year' : 'accounts';
  const percent = (value: number): string => `${(100 * value).toFixed(0)}%`;
  return [
    `${answer.reps} reps, ${percent(answer.utilisation)} busy on average; the plan has ${answer.present}`,
    ...answer.tiers.map(
      (t) =>
        `  ${t.tier.padEnd(12)} ${t.accounts} accounts × ${t.callsPerAccount.toFixed(1)} visits × ${t.hoursPerCall.toFixed(2)} h = ${t.hours.toFixed(0)} h`,
    ),
    `  ${load.toFixed(0)} ÷ ${capacity.value} ${unit} a rep = ${(load / capacity.value).toFixed(2)}`,
    `  ${percent(band.low)} to ${percent(band.high)} busy: ${byBand.low.toFixed(2)} to ${byBand.high.toFixed(2)}`,
    ...(byPotential === null ? [] : [`  by potential: ${byPotential.reps}`]),
    ...answer.places.map((p) => `  at ${p.city}: ${p.accounts} accounts, ${p.workload.toFixed(0)} h`),
  ].join('\n');
}
