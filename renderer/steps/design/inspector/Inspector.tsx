import { usePlan } from '../../../session/session.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useSelection } from '../../../workspace/selection.ts';
import { AccountInspector } from './AccountInspector.tsx';
import { AccountsInspector } from './AccountsInspector.tsx';
import './inspector.css';
import { PlanOverlays } from './Overlays.tsx';
import { TerritoryInspector } from './TerritoryInspector.tsx';

export function Inspector() {
  const plan = usePlan();
  const rows = useSelection((state) => state.rows);
  const subject = useSelection((state) => state.subject);
  const only = rows[0];
  if (subject.kind === 'territory' && plan.territories[subject.index] !== undefined)
    return <TerritoryInspector key={subject.index} index={subject.index} />;
  if (rows.length === 1 && only !== undefined) return <AccountInspector key={only} row={only} />;
  if (rows.length > 1) return <AccountsInspector rows={rows} />;
  return (
    <>
      <PlanOverlays />
      <EmptyState title="Nothing is selected">
        Click a territory in the table for its numbers, or an account on the map for why it is where it is.
      </EmptyState>
    </>
  );
}
