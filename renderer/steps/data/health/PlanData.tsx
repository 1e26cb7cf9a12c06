import { Download, Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSession } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { checkPlan, useHealth } from '../health-store.ts';
import { openImport } from '../import-store.ts';
import { saveFindings } from '../save-findings.ts';
import { DuplicatesTab } from './DuplicatesTab.tsx';
import { FindingsTab } from './FindingsTab.tsx';
import { ImportsTab } from './ImportsTab.tsx';
import { MergedTab } from './MergedTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';

type TabId = 'overview' | 'findings' | 'duplicates' | 'merged' | 'imports';

/** The data of the open plan: how sound it is, what is wrong, and what was done about it. */
export function PlanData() {
  const planId = useSession((state) => state.open?.plan.planId ?? null);
  const head = useSession((state) => state.open?.head ?? 0);
  const checking = useHealth((state) => state.checking);
  const errors = useHealth((state) => state.errors);
  const report = useHealth((state) => (state.planId === planId ? state.report : null));
  const [tab, setTab] = useState<TabId>('overview');
  const [rule, setRule] = useState<string | null>(null);
  useEffect(() => {
    if (planId !== null) void checkPlan(planId, head);
  }, [planId, head]);

  const open = report?.groups.reduce((sum, group) => sum + group.open, 0) ?? 0;
  const openRule = (wanted: string): void => {
    setRule(wanted);
    setTab('findings');
  };
  return (
    <section className="plan-data" aria-label="Data of the plan" aria-busy={checking}>
      <Tabs
        label="Data of the plan"
        value={tab}
        onChange={setTab}
        tools={
          <>
            <CheckingState />
            <Button
              kind="quiet"
              icon={<Download aria-hidden="true" />}
              isDisabled={report === null}
              onPress={() => void saveFindings('plan')}
            >
              Save findings as CSV
            </Button>
            <Button icon={<Upload aria-hidden="true" />} onPress={openImport}>
              Bring data
            </Button>
          </>
        }
        tabs={[
          {
            id: 'overview',
            label: 'Overview',
            content: (
              <OverviewTab report={report} onRule={openRule} onDuplicates={() => setTab('duplicates')} />
            ),
          },
          {
            id: 'findings',
            label: 'Findings',
            count: open,
            content: <FindingsTab report={report} rule={rule} onRule={setRule} />,
          },
          {
            id: 'duplicates',
            label: 'Duplicates',
            count: report?.pairs ?? 0,
            content: <DuplicatesTab report={report} />,
          },
          { id: 'merged', label: 'Merged', count: report?.merged ?? 0, content: <MergedTab /> },
          { id: 'imports', label: 'Import', content: <ImportsTab /> },
        ]}
      />
      {errors === null ? null : (
        <div className="plan-data-fault">
          <ErrorNotice title="The data could not be checked" errors={errors} />
        </div>
      )}
    </section>
  );
}

/** Apart from the rest: it changes with every rule that was checked, and nothing else on the page does. */
function CheckingState() {
  const words = useHealth(({ checking, report, progress }) =>
    checking
      ? `${report === null ? 'Checking the data' : 'Checking again'}, ${Math.round(progress * 100)}%`
      : '',
  );
  return (
    <span className="muted plan-data-state" role="status">
      {words}
    </span>
  );
}
