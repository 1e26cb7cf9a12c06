import { useMemo } from 'react';
import { UNASSIGNED } from '../../../../domain/plan/plan.ts';
import { usePlan } from '../../../session/session.ts';
import { Bars } from '../../../ui/Bars.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { count, counted, decimal, potentialText } from '../../../ui/format.ts';
import { useFacts } from '../../../workspace/use-figures.ts';
import { MoveMenu } from '../map/SelectionStrip.tsx';
import { SelectionOverlays } from './Overlays.tsx';

/** Several accounts at once: what they are together and where they stand. */
export function AccountsInspector({ rows }: { readonly rows: Int32Array }) {
  const plan = usePlan();
  const facts = useFacts();
  const sums = useMemo(() => {
    const byTerritory = new Map<number, number>();
    const byTier = new Map<number, number>();
    let [potential, hours, locked, relationships] = [0, 0, 0, 0];
    for (const row of rows) {
      const [territory, tier] = [plan.assignment[row] ?? UNASSIGNED, facts.tier[row] ?? 0];
      byTerritory.set(territory, (byTerritory.get(territory) ?? 0) + 1);
      byTier.set(tier, (byTier.get(tier) ?? 0) + 1);
      potential += facts.potential[row] ?? 0;
      hours += facts.workloadHours[row] ?? 0;
      locked += plan.locked[row] ?? 0;
      relationships += facts.relationship[row] ?? 0;
    }
    return { byTerritory, byTier, potential, hours, locked, relationships };
  }, [rows, plan, facts]);
  const bars = (counts: ReadonlyMap<number, number>, name: (key: number) => string) =>
    [...counts]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, 12)
      .map(([key, value]) => ({ label: name(key), value, text: count(value) }));
  return (
    <div className="inspector">
      <header className="inspector-head">
        <h2>{counted(rows.length, 'account', 'accounts')}</h2>
      </header>
      <div className="inspector-buttons">
        <MoveMenu />
      </div>
      <FactList
        facts={[
          ['Potential', potentialText(sums.potential, plan.potentialUnit)],
          ['Visits', `${decimal(sums.hours)} h a year`],
          ['Locked', count(sums.locked)],
          ['With a relationship', count(sums.relationships)],
        ]}
      />
      <section>
        <h3>By territory</h3>
        <Bars bars={bars(sums.byTerritory, (index) => plan.territories[index]?.name ?? 'Unassigned')} />
      </section>
      <section>
        <h3>By tier</h3>
        <Bars bars={bars(sums.byTier, (tier) => plan.policy.tiers[tier]?.tier ?? '')} />
      </section>
      <SelectionOverlays rows={rows} />
    </div>
  );
}
