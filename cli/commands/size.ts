import { ok } from '../../domain/result.ts';
import type { Capacity } from '../../domain/plan/territory.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { newPlaces, placingChoices, withFreeTerritories } from '../../solver-worker/more-territories.ts';
import type { NewPlace } from '../../solver-worker/more-territories.ts';
import { choicesFromPolicy } from '../../solver-worker/problem-from-plan.ts';
import { sizePlan } from '../../solver-worker/size-plan.ts';
import type { PlanSizing } from '../../solver-worker/size-plan.ts';
import { answerQuestion, positiveOption } from '../bundle-question.ts';
import type { Command } from '../command.ts';
import { parseCommandLine, refuseInput } from '../command.ts';

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
  json: { type: 'boolean' },
} as const;

type Answer = PlanSizing & { readonly places: readonly NewPlace[] };

export const size: Command = {
  name: 'size',
  summary: 'say how many reps a plan needs, and where',
  usage: USAGE,
  async run(argv, io) {
    const json = argv.includes('--json');
    const line = parseCommandLine(argv, OPTIONS, { min: 1, max: 1, what: 'one BUNDLE' });
    if (!line.ok) return refuseInput(io, line.errors, json, USAGE);
    const { values, positionals } = line.value;
    const hours = positiveOption('hours', values.hours);
    const accounts = positiveOption('accounts', values.accounts);
    const potential = positiveOption('potential', values.potential);
    for (const option of [hours, accounts, potential])
      if (!option.ok) return refuseInput(io, option.errors, json, USAGE);
    const capacity: Capacity | null =
      hours.ok && hours.value !== undefined
        ? { value: hours.value, unit: 'hours' }
        : accounts.ok && accounts.value !== undefined
          ? { value: accounts.value, unit: 'accounts' }
          : null;
    const perRep = potential.ok ? (potential.value ?? null) : null;
    return answerQuestion<Answer>(io, {
      bundle: positionals[0] ?? '',
      json,
      usage: USAGE,
      describe,
      ask: async (plan) => {
        const potentialPerRep = perRep === null ? null : perRep * plan.potentialUnit.minorPerMajor;
        const sized = sizePlan(plan, { capacity, potentialPerRep });
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
  },
};

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
