import { lazy, Suspense } from 'react';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { Assumptions } from './Assumptions.tsx';
import { ByTerritory } from './ByTerritory.tsx';
import './headcount.css';
import { MixTable } from './MixTable.tsx';
import { MonthTable } from './MonthTable.tsx';
import { Reference } from './Reference.tsx';
import { useScenario } from './scenario.ts';
import { ScenarioBar } from './ScenarioBar.tsx';
import { Scenarios } from './Scenarios.tsx';
import { Verdicts } from './Verdicts.tsx';

const CapacityChart = lazy(async () => ({
  default: (await import('./CapacityChart.tsx')).CapacityChart,
}));

/** Have we the people for the plan, month by month (ledger CAP-05 to CAP-10)? */
export function Headcount() {
  const { scenario, kept, found } = useScenario();
  const plan = found.ok ? found.value : null;
  return (
    <div className="headcount">
      <Panel title="Scenario">
        <ScenarioBar scenario={scenario} kept={kept} />
        <Assumptions key={scenario.headcountId} scenario={scenario} />
      </Panel>
      <Panel title="People for the plan">
        {found.ok ? null : <ErrorNotice title="No months yet" errors={found.errors} />}
        {plan === null ? null : (
          <>
            <Verdicts scenario={scenario} plan={plan} />
            <Suspense fallback={<div className="headcount-chart" />}>
              <CapacityChart plan={plan} />
            </Suspense>
            <MonthTable scenario={scenario} plan={plan} />
            <Scenarios shown={scenario.headcountId} />
          </>
        )}
      </Panel>
      <Panel title="Mix and reference">
        {plan === null ? null : <MixTable scenario={scenario} plan={plan} />}
        <Reference scenario={scenario} plan={plan} />
        <ByTerritory />
      </Panel>
    </div>
  );
}
