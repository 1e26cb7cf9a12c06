import { textAt } from '../../domain/plan/account-table.ts';
import { ok, refuse } from '../../domain/result.ts';
import { planMoves } from '../../solver-worker/plan-design.ts';
import { choicesFromPolicy } from '../../solver-worker/problem-from-plan.ts';
import { questionCommand } from '../bundle-question.ts';
import { integerOption } from '../command.ts';

const USAGE = `Usage: bailiwick moves BUNDLE [--most N] [--json]

Names the few moves that take most off what lies outside the policy's bands and the capacities, one account at a time
(default 10). Locks, frozen accounts and the cap on change hold. It changes nothing and does not verify the bundle.
Exit code 2 for a usage or input error.`;

interface Answer {
  readonly left: number;
  readonly moves: readonly {
    readonly account: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly repairs: number;
    readonly travelHours: number;
  }[];
}

export const moves = questionCommand({
  name: 'moves',
  summary: 'name the few moves that repair most of a plan',
  usage: USAGE,
  options: { most: { type: 'string' } },
  describe: (answer: Answer) => describe(answer),
  ask(plan, values) {
    const most = integerOption('most', values.most, { min: 1, max: 200 });
    if (!most.ok) return most;
    const found = planMoves(plan, choicesFromPolicy(plan.policy), most.value ?? 10);
    if (found.refused !== null) return refuse(found.refused);
    const named = (index: number): string | null => plan.territories[index]?.name ?? null;
    return ok({
      left: found.left,
      moves: found.moves.map(({ row, from, to, repairs, travel }) => ({
        account: textAt(plan.accounts, 'accountId', row) ?? `row ${row + 1}`,
        from: named(from),
        to: named(to),
        repairs,
        travelHours: travel,
      })),
    });
  },
});

const describe = ({ left, moves: found }: Answer): string =>
  [
    `${found.length} moves leave ${(100 * left).toFixed(1)}% of what lies outside bands and capacities`,
    ...found.map(
      (m) =>
        `  ${m.account}: ${m.from ?? 'none'} → ${m.to ?? 'none'}, repairs ${(100 * m.repairs).toFixed(1)}%, ${m.travelHours.toFixed(1)} h travel`,
    ),
  ].join('\n');
