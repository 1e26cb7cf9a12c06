import { Tabs } from '../ui/Tabs.tsx';
import { AccessScreen } from './access/AccessScreen.tsx';
import { AuditBrowser } from './AuditBrowser.tsx';
import type { GovernanceTab } from './governance-tab.ts';
import { showGovernanceTab, useGovernanceTab } from './governance-tab.ts';
import './governance.css';
import { CalendarTab } from './CalendarTab.tsx';
import { Inbox } from './Inbox.tsx';
import { PolicyEditor } from './PolicyEditor.tsx';

/** What waits for whom, what the policy says, and what was done: the frame around every plan on this laptop. */
export function GovernanceScreen() {
  const tab = useGovernanceTab((state) => state.tab);
  return (
    <div className="governance">
      <Tabs<GovernanceTab>
        label="Governance"
        value={tab}
        onChange={showGovernanceTab}
        tabs={[
          { id: 'inbox', label: 'Waiting', content: <Inbox /> },
          { id: 'calendar', label: 'Calendar and alerts', content: <CalendarTab /> },
          { id: 'roles', label: 'Roles and keys', content: <AccessScreen /> },
          { id: 'policy', label: 'Policy', content: <PolicyEditor /> },
          { id: 'audit', label: 'Audit trail', content: <AuditBrowser /> },
        ]}
      />
    </div>
  );
}
