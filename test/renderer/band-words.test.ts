import { describe, expect, it } from 'vitest';
import { APPROACHES } from '../../solver-worker/contract.ts';
import type { Approach } from '../../solver-worker/contract.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { choicesFromPolicy, problemFromPlan } from '../../solver-worker/problem-from-plan.ts';
import { bandVerdict, notHeldText } from '../../renderer/workspace/band-words.ts';
import { bindingText } from '../../renderer/workspace/binding-words.ts';
import { samplePlan, territory } from '../solver-worker/sample-plan.ts';

const HELD: Readonly<Record<Approach, readonly string[]>> = {
  hybrid: ['potential', 'workload'],
  'equal-opportunity': ['score'],
  capacity: ['workload'],
  potential: [],
  rules: [],
  'min-cost-flow': [],
};

async function proposal(approach: Approach) {
  const plan = samplePlan(
    200,
    [0, 1, 2, 3].map((k) =>
      territory(k, { base: { lat: 40 + 3 * (k >> 1), lon: -100 + 3 * (k % 2) }, capacity: null }),
    ),
  );
  const asked = problemFromPlan(plan, { ...choicesFromPolicy(plan.policy), approach, iterations: 20 });
  return { asked, answer: await createInlineSolver().solve(asked.problem, asked.settings) };
}

describe('what a proposal says of even territories', () => {
  for (const approach of APPROACHES)
    it(`[DSN-07] ${approach}: claims bands only where they are held, and counts those alone`, async () => {
      const made = await proposal(approach);
      const verdict = bandVerdict(made);
      const rest = notHeldText(made);
      const held = HELD[approach];
      if (held.length === 0) expect(verdict).toBeNull();
      for (const word of held) expect(verdict?.text).toContain(word);
      for (const { name } of made.asked.problem.measures.filter((m) => !held.includes(m.name)))
        expect(rest).toContain(name);
      if (held.length === made.asked.problem.measures.length) expect(rest).toBeNull();
      const broken = made.answer.bands.filter((band) => held.includes(band.measure) && !band.met).length;
      if (verdict !== null) expect(verdict.kind).toBe(broken === 0 ? 'good' : 'warn');
    });

  it('[EXP-03] a limit that binds is worth hours, or a compacter shape, never units of the objective', async () => {
    for (const approach of APPROACHES) {
      const made = await proposal(approach);
      for (const price of made.answer.prices)
        expect(bindingText(price, made)).toMatch(/h of travel a year|next to nothing|more compact/);
    }
  });
});
