import { ok } from '../../domain/result.ts';
import { commandFromPairing, pairPlan } from '../../solver-worker/pair-plan.ts';
import { questionCommand } from '../bundle-question.ts';

const USAGE = `Usage: bailiwick pair BUNDLE [--json]

Pairs reps with territories so that skills, relationships and nearness to home add up to the most, and ranks the pairings.
Locked territories and teams of several keep whom they have. It changes nothing and does not verify the bundle.
Exit code 2 for a usage or input error.`;

interface Pair {
  readonly territory: string;
  readonly rep: string;
  readonly score: number;
  readonly skills: number;
  readonly relationships: number;
  readonly nearness: number;
  readonly changes: boolean;
}

interface Answer {
  readonly total: number;
  readonly totalPresent: number;
  readonly skillsKnown: boolean;
  readonly pairs: readonly Pair[];
}

export const pair = questionCommand({
  name: 'pair',
  summary: 'say which rep fits which territory',
  usage: USAGE,
  options: {},
  describe: (answer: Answer) => describe(answer),
  ask(plan) {
    const pairing = pairPlan(plan);
    const changing = new Set(commandFromPairing(plan, pairing)?.pairs.map(({ territory }) => territory));
    const pairs = pairing.best.map(({ rep, territory, ...parts }): Pair => {
      const index = pairing.territories[territory] ?? -1;
      return {
        territory: plan.territories[index]?.name ?? '',
        rep: pairing.reps[rep]?.name ?? '',
        ...parts,
        changes: changing.has(index),
      };
    });
    const { total, totalPresent, skillsKnown } = pairing;
    return ok({ total, totalPresent, skillsKnown, pairs });
  },
});

const describe = ({ total, totalPresent, pairs }: Answer): string =>
  [
    `fit ${total.toFixed(3)}, today ${totalPresent.toFixed(3)}`,
    ...pairs.map((p) => `  ${p.score.toFixed(3)}  ${p.territory}: ${p.rep}${p.changes ? ' (new)' : ''}`),
  ].join('\n');
