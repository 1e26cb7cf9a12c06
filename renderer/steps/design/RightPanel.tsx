import { Tabs } from '../../ui/Tabs.tsx';
import { showRight, usePanels } from '../../workspace/panels.ts';
import { useProblems } from '../../workspace/problem-inbox.ts';
import { BuildPanel } from './build/BuildPanel.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { ProblemInbox } from './problems/ProblemInbox.tsx';

export function RightPanel() {
  const problems = useProblems().length;
  const tab = usePanels((state) => state.rightTab);
  return (
    <Tabs
      label="Inspector, problems and auto-build"
      value={tab}
      onChange={showRight}
      tabs={[
        { id: 'inspect', label: 'Inspector', content: <Inspector /> },
        { id: 'problems', label: 'Problems', count: problems, content: <ProblemInbox /> },
        { id: 'build', label: 'Auto-build', content: <BuildPanel /> },
      ]}
    />
  );
}
