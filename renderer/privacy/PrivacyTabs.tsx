import { useEffect, useState } from 'react';
import { Tabs } from '../ui/Tabs.tsx';
import { Fields } from './Fields.tsx';
import { Grounds } from './Grounds.tsx';
import { Incidents } from './Incidents.tsx';
import { Notice } from './Notice.tsx';
import { People } from './People.tsx';
import { loadPrivacy, usePrivacy } from './privacy.ts';
import { Registers } from './Registers.tsx';
import { Retention } from './Retention.tsx';

type View = 'people' | 'fields' | 'grounds' | 'registers' | 'retention' | 'incidents' | 'notice';

/** What this laptop holds about people, why, for how long, and how it goes. */
export function PrivacyTabs() {
  const [view, setView] = useState<View>('people');
  const due = usePrivacy((state) => state.due.length);
  useEffect(() => void loadPrivacy(), []);
  return (
    <Tabs
      label="Privacy"
      value={view}
      onChange={setView}
      tabs={[
        { id: 'people', label: 'People', content: <People /> },
        { id: 'fields', label: 'Fields', content: <Fields /> },
        { id: 'grounds', label: 'Grounds', content: <Grounds /> },
        { id: 'retention', label: 'Retention', count: due, content: <Retention /> },
        { id: 'incidents', label: 'Incidents and reviews', content: <Incidents /> },
        { id: 'registers', label: 'Registers', content: <Registers /> },
        { id: 'notice', label: 'Notice on scoring', content: <Notice /> },
      ]}
    />
  );
}
