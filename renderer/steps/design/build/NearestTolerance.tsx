import type { InfeasibilityReport } from '../../../../solver-worker/contract.ts';
import type { DesignChoices } from '../../../../solver-worker/page/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { percent } from '../../../ui/format.ts';
import { dropProposals, setChoices, useChoices } from '../../../workspace/build-run.ts';

type Nearest = InfeasibilityReport['nearest'][number];

/** Up to the next half percent: what this plan meets, as somebody would type it. */
const askable = (achieved: number): number => Math.ceil(achieved * 200 - 1e-6) / 200;

/** For each wish that was not met: what was asked, what this plan holds, and what no plan could beat. */
export function NearestTolerance({ nearest }: { readonly nearest: readonly Nearest[] }) {
  const choices = useChoices();
  const missed = nearest.filter((each) => each.achieved > each.asked + 1e-9);
  if (missed.length === 0) return null;
  return (
    <>
      <ul className="plain-list">
        {missed.map((each) => (
          <li key={each.measure}>{wordsOf(each)}</li>
        ))}
      </ul>
      <Button
        onPress={() => {
          setChoices({ balance: eased(choices, missed) });
          dropProposals();
        }}
      >
        Ask for what can be met
      </Button>
    </>
  );
}

function wordsOf({ measure, asked, achieved, floor }: Nearest): string {
  const name = measure.charAt(0).toUpperCase() + measure.slice(1);
  const held = `${name}: ±${percent(asked)} was asked, ±${percent(achieved)} is the nearest we reached.`;
  if (floor <= asked) return `${held} Single accounts and locks would allow it; the limits together do not.`;
  return `${held} Below ±${percent(floor)} no plan can go: single accounts or locks are too large.`;
}

const eased = (choices: DesignChoices, missed: readonly Nearest[]): DesignChoices['balance'] =>
  choices.balance.map((wish) => {
    const found = missed.find(({ measure }) => measure === wish.name);
    return found === undefined ? wish : { ...wish, tolerance: askable(found.achieved) };
  });
