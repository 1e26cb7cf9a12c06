import { useState } from 'react';
import { Tabs } from '../../ui/Tabs.tsx';
import { Drawer } from './accounts/Drawer.tsx';
import { MapPane } from './map/MapPane.tsx';
import { RightPanel } from './RightPanel.tsx';
import { LeftPanel } from './territories/LeftPanel.tsx';

type Place = 'map' | 'territories' | 'inspect' | 'accounts';

/** On a narrow window the panels take turns. */
export function StackedDesign() {
  const [place, setPlace] = useState<Place>('map');
  return (
    <Tabs
      label="Design"
      value={place}
      onChange={setPlace}
      tabs={[
        { id: 'map', label: 'Map', content: <MapPane /> },
        { id: 'territories', label: 'Territories', content: <LeftPanel /> },
        { id: 'inspect', label: 'Inspector', content: <RightPanel /> },
        { id: 'accounts', label: 'Accounts', content: <Drawer /> },
      ]}
    />
  );
}
