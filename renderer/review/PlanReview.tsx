import { Columns2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ComponentProps } from 'react';
import { measurePlan } from '../../domain/measures/measure-plan.ts';
import type { MeasureContext } from '../../domain/measures/measure.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { quotaPlan } from '../../domain/quotas/quota-plan.ts';
import { IconButton } from '../ui/Button.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import type { Basis } from './ChangesSince.tsx';
import { ChangesSince } from './ChangesSince.tsx';
import type { ImpactOf } from './Impact.tsx';
import { Impact } from './Impact.tsx';
import { MeasureList } from './MeasureList.tsx';
import { MoveTable } from './MoveTable.tsx';
import { PlanFigures } from './PlanFigures.tsx';
import { ReviewMap } from './ReviewMap.tsx';
import { TerritoryChanges } from './TerritoryChanges.tsx';
import { VersionTrail } from './VersionTrail.tsx';
import './review.css';

type TabId = 'changes' | 'impact' | 'measures' | 'territories' | 'moves' | 'map' | 'trail';

/** A plan to be judged, against what it came from: the same screen for one's own draft and for a bundle somebody sent. */
export function PlanReview(props: {
  readonly plan: Plan;
  readonly context: MeasureContext;
  readonly basis: Basis;
  readonly first: TabId;
  /** What its policy looks at, where that is known. */
  readonly impact?: ImpactOf | null;
  /** The trail the version carries; a draft’s is in Governance. */
  readonly trail?: ComponentProps<typeof VersionTrail>;
  /** Opens it beside another plan. */
  readonly onCompare?: () => void;
}) {
  const { plan, context, basis, first, impact, trail, onCompare } = props;
  const [tab, setTab] = useState<TabId>(first);
  const measured = useMemo(() => measurePlan(context), [context]);
  const quotas = useMemo(() => quotaPlan(plan, context.accumulators), [plan, context]);
  const { moved, plan: since } = basis.differences;
  return (
    <div className="plan-review">
      <PlanFigures plan={plan} context={context} measured={measured} basis={basis} quotas={quotas} />
      <Tabs<TabId>
        label="What to review"
        value={tab}
        onChange={setTab}
        tools={
          onCompare && <IconButton label="Compare side by side" icon={<Columns2 />} onPress={onCompare} />
        }
        tabs={[
          { id: 'changes', label: 'What changed', content: <ChangesSince basis={basis} /> },
          ...(impact == null
            ? []
            : [
                {
                  id: 'impact' as const,
                  label: 'Pay and limits',
                  content: <Impact plan={plan} of={impact} />,
                },
              ]),
          { id: 'measures', label: 'Is it fair and sound', content: <MeasureList measured={measured} /> },
          {
            id: 'territories',
            label: 'Territories and quotas',
            content: <TerritoryChanges plan={since} context={context} quotas={quotas} />,
          },
          {
            id: 'moves',
            label: 'Who moves where',
            count: moved.length,
            content: (
              <MoveTable
                plan={since}
                moves={moved}
                empty={`No account left its territory since ${basis.short}.`}
              />
            ),
          },
          { id: 'map', label: 'Map', content: <ReviewMap plan={plan} /> },
          ...(trail === undefined
            ? []
            : [{ id: 'trail' as const, label: 'Trail', content: <VersionTrail {...trail} /> }]),
        ]}
      />
    </div>
  );
}
