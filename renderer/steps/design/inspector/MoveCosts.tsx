import { useState } from 'react';
import type { MoveCost } from '../../../../solver-worker/contract.ts';
import { problemFromPlan } from '../../../../solver-worker/page/contract.ts';
import { postRefusal } from '../../../session/notices.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { askOptimizer } from '../../../workspace/ask-optimizer.ts';
import { choicesFor } from '../../../workspace/build-run.ts';

/** What the optimizer's objective says of moving this account anywhere, and what forbids it. */
export function MoveCosts({ row }: { readonly row: number }) {
  const plan = usePlan();
  const [found, setFound] = useState<{ readonly plan: Plan; readonly costs: readonly MoveCost[] } | null>(
    null,
  );
  const [busy, setBusy] = useState(false);
  const ask = async (): Promise<void> => {
    setBusy(true);
    const made = problemFromPlan(plan, { ...choicesFor(plan), warmStart: true });
    const account = made.rows.indexOf(row);
    const { start } = made.settings;
    const done =
      account < 0 || start === null
        ? ({ ok: true, value: [] } as const)
        : await askOptimizer((solver) => solver.costOfMoves(made.problem, made.settings, start, account));
    setBusy(false);
    if (done.ok) setFound({ plan, costs: done.value });
    else postRefusal('The cost of moves is not known', done.errors);
  };
  return (
    <section aria-label="Cost of moving it anywhere">
      <h3>What if it went anywhere else</h3>
      {found === null || found.plan !== plan ? (
        <Button isDisabled={busy} onPress={() => void ask()}>
          {busy ? 'Weighing every territory' : 'Weigh every territory'}
        </Button>
      ) : found.costs.length === 0 ? (
        <p className="muted">It takes no part in building: it is not active, or its territory is locked.</p>
      ) : (
        <ul className="plain-list move-costs">
          {found.costs.map((cost) => (
            <li key={cost.territory} className={cost.blockedBy === null ? '' : 'muted'}>
              {cost.text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
