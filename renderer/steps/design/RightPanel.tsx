import { Tabs } from '../../ui/Tabs.tsx';
import { showRight, usePanels } from '../../workspace/panels.ts';
import { BuildPanel } from './build/BuildPanel.tsx';
import { Inspector } from './inspector/Inspector.tsx';

export function RightPanel() {
  const tab = usePanels((state) => state.rightTab);
  return (
    <Tabs
      label="Inspector, problems and auto-build"
      value={tab}
      onChange={showRight}
      tabs={[
        { id: 'inspect', label: 'Inspector', content: <Inspector /> },
        { id: 'build', label: 'Auto-build', content: <BuildPanel /> },
      ]}
    />
  );
}
