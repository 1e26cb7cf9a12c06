import { Tabs } from '../../ui/Tabs.tsx';
import { showRight, usePanels } from '../../workspace/panels.ts';
import { Inspector } from './inspector/Inspector.tsx';

export function RightPanel() {
  const tab = usePanels((state) => state.rightTab);
  return (
    <Tabs
      label="Inspector, problems and auto-build"
      value={tab}
      onChange={showRight}
      tabs={[{ id: 'inspect', label: 'Inspector', content: <Inspector /> }]}
    />
  );
}
