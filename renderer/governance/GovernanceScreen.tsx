import { useState } from 'react';
import { Tabs } from '../ui/Tabs.tsx';
import { AccessScreen } from './access/AccessScreen.tsx';
import { AuditBrowser } from './AuditBrowser.tsx';
import './governance.css';
import { CalendarTab } from './CalendarTab.tsx';
import { Inbox } from './Inbox.tsx';
import { PolicyEditor } from './PolicyEditor.tsx';

type TabId = 'inbox' | 'calendar' | 'roles' | 'policy' | 'audit';

/** What waits for whom, what the policy says, and what was done: the frame around every plan on this laptop. */
export function GovernanceScreen() {
  const [tab, setTab] = useState<TabId>('inbox');
  return (
    <div className="governance">
      <Tabs<TabId>
        label="Governance"
        value={tab}
        onChange={setTab}
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
