import { Upload } from 'lucide-react';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { openImport } from '../import-store.ts';
import { counted } from '../model/import-file.ts';

/** The data of the open plan. */
export function PlanData() {
  const plan = usePlan();
  return (
    <EmptyState
      title={plan.name}
      actions={
        <Button kind="primary" icon={<Upload aria-hidden="true" />} onPress={openImport}>
          Bring data
        </Button>
      }
    >
      {counted(plan.accounts.rowCount, 'account')} and {counted(plan.reps.length, 'rep')}.
    </EmptyState>
  );
}
