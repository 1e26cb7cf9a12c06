import { Lock, LockOpen, SquareDashedMousePointer, ZoomIn } from 'lucide-react';
import { useMemo } from 'react';
import { quotaPlan } from '../../../../domain/quotas/quota-plan.ts';
import { REASON_CODES } from '../../../../domain/plan/reason-codes.ts';
import { usePlan } from '../../../session/session.ts';
import { Bars } from '../../../ui/Bars.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { count, decimal, moneyText, percent, potentialText, signedPercent } from '../../../ui/format.ts';
import { TerritorySources } from '../../../lineage/TerritorySources.tsx';
import { theMap } from '../../../workspace/map-view.ts';
import { rowsOf, toggleTerritoryLock } from '../../../workspace/moves.ts';
import { selectRows } from '../../../workspace/selection.ts';
import { useColours } from '../../../workspace/use-colours.ts';
import { deviation, useMeasureContext, useTerritoryRows } from '../../../workspace/use-figures.ts';
import { TerritoryForm } from './TerritoryForm.tsx';
import { REASON_WORDS } from '../../../../domain/plan/reason-words.ts';

export function TerritoryInspector({ index }: { readonly index: number }) {
  const plan = usePlan();
  const colours = useColours();
  const row = useTerritoryRows().byIndex.get(index);
  const territory = plan.territories[index];
  if (territory === undefined || row === undefined) return null;
  const { figures } = row;
  return (
    <div className="inspector">
      <header className="inspector-head">
        <h2>
          <span className="swatch" style={{ background: colours[index] }} aria-hidden="true" />
          {territory.name}
        </h2>
      </header>
      <div className="inspector-buttons">
        <Button icon={<SquareDashedMousePointer />} onPress={() => selectRows(rowsOf(index))}>
          Select accounts
        </Button>
        <Button
          icon={territory.locked ? <LockOpen /> : <Lock />}
          onPress={() => void toggleTerritoryLock(index)}
        >
          {territory.locked ? 'Unlock' : 'Lock'}
        </Button>
        <IconButton label="Zoom to it" icon={<ZoomIn />} onPress={() => theMap()?.zoomToTerritory(index)} />
      </div>
      <FactList
        facts={[
          ['Accounts', count(figures.accounts)],
          ['Potential', potentialText(figures.potential, plan.potentialUnit)],
          [
            'Share of potential',
            `${percent(figures.potentialShare)} of ${percent(row.expectedShare)} wanted (${signedPercent(deviation(row))})`,
          ],
          ['Load', figures.utilisation === null ? 'no capacity set' : percent(figures.utilisation)],
          ['Visits', `${count(figures.workloadHours)} h a year`],
          ['Travel, estimate', `${decimal(figures.travelHoursPerWeek)} h a week`],
          ['Sales today', figures.sales > 0 ? moneyText(figures.sales, plan.currency) : null],
          ['Quota', <Quota key="quota" index={index} />],
          ['Came in this cycle', count(figures.movedIn)],
          ['Left this cycle', count(figures.movedOut)],
          ['Relationships lost', count(figures.relationshipsLost)],
        ]}
      />
      <Reasons index={index} />
      <TerritorySources index={index} />
      <TerritoryForm index={index} territory={territory} />
    </div>
  );
}

function Quota({ index }: { readonly index: number }) {
  const { plan, accumulators } = useMeasureContext();
  const full = usePlan();
  const line = useMemo(
    () =>
      quotaPlan({ ...plan, quota: full.quota }, accumulators)?.lines.find((each) => each.territory === index),
    [plan, full.quota, accumulators, index],
  );
  return line === undefined ? 'no target set' : moneyText(line.amount, full.currency);
}

/** Why the accounts of this territory are in it. */
function Reasons({ index }: { readonly index: number }) {
  const plan = usePlan();
  const counts = useMemo(() => {
    const byReason = new Array<number>(REASON_CODES.length).fill(0);
    plan.assignment.forEach((at, account) => {
      const reason = plan.reason[account] ?? 0;
      if (at === index) byReason[reason] = (byReason[reason] ?? 0) + 1;
    });
    return byReason;
  }, [plan.assignment, plan.reason, index]);
  const bars = counts
    .map((value, code) => ({ label: REASON_WORDS[REASON_CODES[code] ?? 'NONE'], value, text: count(value) }))
    .filter((bar) => bar.value > 0)
    .toSorted((a, b) => b.value - a.value);
  if (bars.length === 0) return null;
  return (
    <section>
      <h3>Why its accounts are here</h3>
      <Bars bars={bars} />
    </section>
  );
}
