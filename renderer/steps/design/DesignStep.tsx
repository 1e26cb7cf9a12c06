import { useNarrow } from '../../ui/use-narrow.ts';
import { Split } from '../../ui/Split.tsx';
import { usePanels } from '../../workspace/panels.ts';
import { Drawer } from './accounts/Drawer.tsx';
import { useDesignActions } from './design-actions.ts';
import { MapPane } from './map/MapPane.tsx';
import { RightPanel } from './RightPanel.tsx';
import { StackedDesign } from './StackedDesign.tsx';
import { LeftPanel } from './territories/LeftPanel.tsx';
import './design-step.css';

export function DesignStep() {
  useDesignActions();
  return useNarrow() ? <StackedDesign /> : <WideDesign />;
}

function WideDesign() {
  const panels = usePanels();
  const middle = (
    <Split
      name="drawer"
      direction="column"
      fixed="end"
      size={260}
      min={140}
      max={640}
      maxShare={0.5}
      label="accounts panel"
      closed={!panels.bottom}
      start={<MapPane />}
      end={<Drawer />}
    />
  );
  return (
    <Split
      name="territories"
      direction="row"
      fixed="start"
      size={462}
      min={260}
      max={760}
      maxShare={0.34}
      label="territories panel"
      closed={!panels.left}
      start={<LeftPanel />}
      end={
        <Split
          name="inspector"
          direction="row"
          fixed="end"
          size={316}
          min={250}
          max={560}
          maxShare={0.42}
          label="inspector"
          closed={!panels.right}
          start={middle}
          end={<RightPanel />}
        />
      }
    />
  );
}
