import { Split } from '../../../ui/Split.tsx';
import { PlanMeasures } from './PlanMeasures.tsx';
import { TerritoryPanel } from './TerritoryPanel.tsx';

export function LeftPanel() {
  return (
    <Split
      name="measures"
      direction="column"
      fixed="end"
      size={270}
      min={90}
      max={520}
      maxShare={0.45}
      label="plan measures"
      start={<TerritoryPanel />}
      end={<PlanMeasures />}
    />
  );
}
