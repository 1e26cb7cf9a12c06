/** Whether what an account is asks for what a rep can do (DSN-15, FAI-04). */
import type { AccountFacts } from '../measures/facts.ts';
import type { Plan } from '../plan/plan.ts';
import type { Rep } from '../plan/rep.ts';

/** A skill is asked for where the account's industry, segment or technology names it. */
export function skillTest(
  plan: Pick<Plan, 'accounts'>,
  reps: readonly Pick<Rep, 'skills'>[],
): (rep: number, row: number) => boolean {
  const fields = (['industry', 'segment', 'techStack'] as const).map((field) => plan.accounts.text[field]);
  const matches = reps.map(({ skills }) => {
    const wanted = skills.map((skill) => skill.trim().toLowerCase()).filter((skill) => skill !== '');
    return fields.map(({ pool }) =>
      pool.map((text) => wanted.some((skill) => text.toLowerCase().includes(skill))),
    );
  });
  return (rep, row) => fields.some(({ codes }, f) => matches[rep]?.[f]?.[codes[row] ?? -1] === true);
}

/** Share of each territory's potential that asks for a skill of each rep, at rep × territories + territory. */
export function skillShares(
  plan: Pick<Plan, 'accounts' | 'assignment' | 'territories' | 'reps'>,
  facts: AccountFacts,
): Float64Array {
  const width = plan.territories.length;
  const asks = new Float64Array(plan.reps.length * width);
  const whole = new Float64Array(width);
  const skilled = skillTest(plan, plan.reps);
  plan.assignment.forEach((territory, row) => {
    const worth = facts.potential[row] ?? 0;
    if (territory < 0 || facts.active[row] !== 1 || worth === 0) return;
    whole[territory] = (whole[territory] ?? 0) + worth;
    for (let rep = 0; rep < plan.reps.length; rep++)
      if (skilled(rep, row)) asks[rep * width + territory] = (asks[rep * width + territory] ?? 0) + worth;
  });
  return asks.map((part, at) => ((whole[at % width] ?? 0) > 0 ? part / (whole[at % width] ?? 1) : 0));
}
