import { useMemo, useState } from 'react';
import { measurePlan } from '../../domain/measures/measure-plan.ts';
import type { MeasureContext } from '../../domain/measures/measure.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { quotaPlan } from '../../domain/quotas/quota-plan.ts';
import { Tabs } from '../ui/Tabs.tsx';
import { MeasureList } from './MeasureList.tsx';
import { MoveTable } from './MoveTable.tsx';
import { movesOf } from './moves.ts';
import { PlanFigures } from './PlanFigures.tsx';
import { ReviewMap } from './ReviewMap.tsx';
import { TerritoryChanges } from './TerritoryChanges.tsx';
import './review.css';

type TabId = 'measures' | 'territories' | 'moves' | 'map';

/** A plan to be judged: the same screen for a draft of one's own and for a bundle somebody sent. */
export function PlanReview({ plan, context }: { readonly plan: Plan; readonly context: MeasureContext }) {
  const [tab, setTab] = useState<TabId>('measures');
  const measured = useMemo(() => measurePlan(context), [context]);
  const moves = useMemo(() => movesOf(plan), [plan]);
  const quotas = useMemo(() => quotaPlan(plan, context.accumulators), [plan, context]);
  return (
    <div className="plan-review">
      <PlanFigures plan={plan} context={context} measured={measured} moves={moves} quotas={quotas} />
      <Tabs<TabId>
        label="What to review"
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'measures', label: 'Is it fair and sound', content: <MeasureList measured={measured} /> },
          {
            id: 'territories',
            label: 'Territories and quotas',
            content: <TerritoryChanges plan={plan} context={context} quotas={quotas} />,
          },
          {
            id: 'moves',
            label: 'Who moves where',
            count: moves.length,
            content: <MoveTable plan={plan} moves={moves} />,
          },
          { id: 'map', label: 'Map', content: <ReviewMap plan={plan} /> },
        ]}
      />
    </div>
  );
}
