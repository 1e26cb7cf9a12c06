import { counted } from '../../../ui/format.ts';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { CheckReport } from '../../../intake/check-api.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { cancelCheck, checkImport, goToStage, useImport } from '../import-store.ts';
import { FindingsBrowser } from '../parts/FindingsBrowser.tsx';
import { GeoBar } from '../parts/GeoBar.tsx';
import { MissingCells } from '../parts/MissingCells.tsx';
import { Gate, Scorecard } from '../parts/Scorecard.tsx';
import { saveFindings } from '../save-findings.ts';
import { LeftOut } from './LeftOut.tsx';
import { SideFiles } from './SideFiles.tsx';

/** What the checks found, before anything is stored. */
export function CheckStage() {
  const check = useImport((state) => state.check);
  switch (check.kind) {
    case 'checked':
      return <Checked report={check.report} />;
    case 'checking':
      return (
        <div className="check-progress">
          <Progress label={check.progress.words} done={check.progress.done} onCancel={cancelCheck} />
        </div>
      );
    case 'failed':
      return (
        <div className="check-progress">
          <ErrorNotice
            title="The data could not be checked"
            errors={check.errors}
            actions={<Button onPress={() => void checkImport()}>Check again</Button>}
          />
        </div>
      );
    case 'cancelled':
    case 'none':
      return (
        <EmptyState
          title={check.kind === 'none' ? 'Not checked yet' : 'Checking was cancelled'}
          actions={
            <>
              <Button onPress={() => goToStage('columns')}>Back to columns</Button>
              <Button kind="primary" onPress={() => void checkImport()}>
                Check the data
              </Button>
            </>
          }
        >
          Nothing was stored.
        </EmptyState>
      );
  }
}

type TabId = 'overview' | 'findings' | 'rejected';

function Checked({ report }: { readonly report: CheckReport }) {
  const [tab, setTab] = useState<TabId>('overview');
  const [rule, setRule] = useState<string | null>(null);
  const open = report.groups.reduce((sum, group) => sum + group.open, 0);
  const rejected =
    report.rejected.total + (report.reps?.rejected.total ?? 0) + (report.bookings?.rejected.total ?? 0);
  return (
    <div className="check-stage">
      <Tabs
        label="What the checks found"
        value={tab}
        onChange={setTab}
        tools={
          <Button
            kind="quiet"
            icon={<Download aria-hidden="true" />}
            onPress={() => void saveFindings('import')}
          >
            Save findings as CSV
          </Button>
        }
        tabs={[
          { id: 'overview', label: 'Overview', content: <Overview report={report} /> },
          {
            id: 'findings',
            label: 'Findings',
            count: open,
            content: (
              <FindingsBrowser
                scope="import"
                check={report.check}
                groups={report.groups}
                rule={rule}
                onRule={setRule}
              />
            ),
          },
          { id: 'rejected', label: 'Left out', count: rejected, content: <LeftOut report={report} /> },
        ]}
      />
      <footer className="import-foot is-wide">
        <Button onPress={() => goToStage('columns')}>Back</Button>
        <p className="muted">{nextWords(report)}</p>
        <Button kind="primary" onPress={() => goToStage('create')}>
          Continue
        </Button>
      </footer>
    </div>
  );
}

function nextWords(report: CheckReport): string {
  const fixable = report.groups.reduce((sum, group) => sum + group.fixable, 0);
  const accepted = counted(report.accepted, 'account');
  return fixable === 0
    ? `${accepted} ready.`
    : `${accepted} ready. ${counted(fixable, 'finding')} can be mended at a click once the plan is made, each as an edit you can undo.`;
}

function Overview({ report }: { readonly report: CheckReport }) {
  return (
    <div className="overview">
      <Scorecard card={report.scorecard} />
      <div className="overview-cards">
        <GeoBar counts={report.geocoded} />
        <Gate items={report.scorecard.gate.items} pass={report.scorecard.gate.pass} />
        <SideFiles report={report} />
        <MissingCells missing={report.missing} sentinels={report.sentinels} />
      </div>
    </div>
  );
}
