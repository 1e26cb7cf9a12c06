import { useState } from 'react';
import { quotaPlan } from '../../../domain/quotas/quota-plan.ts';
import type { QuotaPlan } from '../../../domain/quotas/quota-plan.ts';
import { quotaRisks } from '../../../domain/quotas/quota-risks.ts';
import { usePlan } from '../../session/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { showQuotaTab, useQuotaTab } from '../../workspace/quota-tab.ts';
import { useMeasureContext } from '../../workspace/use-figures.ts';
import { Headcount } from './headcount/Headcount.tsx';
import { QuotaLineDetail } from './QuotaLineDetail.tsx';
import { QuotaTable } from './QuotaTable.tsx';
import { QuotaTarget } from './QuotaTarget.tsx';
import { QuotaTotals } from './QuotaTotals.tsx';
import './quota-step.css';

/** What the team has to bring, and whether it has the people for it. */
export function QuotaStep() {
  const { tab } = useQuotaTab();
  return (
    <Tabs
      label="Quotas and headcount"
      value={tab}
      onChange={showQuotaTab}
      tabs={[
        { id: 'quotas', label: 'Quotas', content: <Quotas /> },
        { id: 'headcount', label: 'Headcount', content: <Headcount /> },
      ]}
    />
  );
}

/** One target, split so that it adds up; each line can be set by hand with a reason, and the rest gives way. */
function Quotas() {
  const plan = usePlan();
  const { accumulators } = useMeasureContext();
  const quotas = quotaPlan(plan, accumulators);
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <div className="quota-step">
      <Panel title="Target">
        <QuotaTarget />
        {quotas === null ? null : <QuotaTotals quotas={quotas} />}
      </Panel>
      {quotas === null ? <NoTarget /> : <Lines quotas={quotas} chosen={chosen} onChoose={setChosen} />}
    </div>
  );
}

function NoTarget() {
  return (
    <EmptyState title="No target yet">
      Enter the number the whole team has to bring. It is split over the territories by their potential, and
      the lines always add up to it.
    </EmptyState>
  );
}

function Lines(props: {
  readonly quotas: QuotaPlan;
  readonly chosen: number | null;
  readonly onChoose: (territory: number) => void;
}) {
  const { quotas, chosen, onChoose } = props;
  const { plan, accumulators } = useMeasureContext();
  const risks = quotaRisks(plan, quotas, accumulators);
  const line = quotas.lines.find((candidate) => candidate.territory === chosen) ?? quotas.lines[0];
  return (
    <>
      <Panel title="Quotas by territory" bare>
        <QuotaTable quotas={quotas} risks={risks} chosen={line?.territory ?? null} onChoose={onChoose} />
      </Panel>
      {line === undefined ? null : (
        <QuotaLineDetail
          key={line.territory}
          quotas={quotas}
          line={line}
          risks={risks.filter((risk) => risk.territory === line.territory)}
        />
      )}
    </>
  );
}
