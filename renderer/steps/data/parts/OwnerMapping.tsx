import { useMemo, useState } from 'react';
import type { FindingView } from '../../../intake/findings-api.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { counted } from '../../../ui/format.ts';
import { applyByHand } from '../health-store.ts';
import { ownerMapping, rowsOwnedBy } from '../model/owner-mapping.ts';
import { Pick } from './Pick.tsx';

/** Who an owner the roster does not know really is, for all accounts of that owner at once. */
export function OwnerMapping({ finding, owner }: { readonly finding: FindingView; readonly owner: string }) {
  const plan = usePlan();
  const rows = useMemo(() => rowsOwnedBy(plan, owner), [plan, owner]);
  const [rep, setRep] = useState('');
  if (rows.length === 0 || plan.reps.length === 0) return null;
  const choices = [
    { id: '', label: 'Choose a rep' },
    ...plan.reps.map(({ name }) => ({ id: name, label: name })),
  ];
  return (
    <div className="hand-correction">
      <Pick label={`“${owner}” is`} value={rep} choices={choices} onChange={setRep} />
      <Button
        isDisabled={rep === ''}
        onPress={() =>
          void applyByHand(
            ownerMapping(rows, owner, rep),
            `Set the owner of ${counted(rows.length, 'account', 'accounts')} to ${rep}`,
            finding.key,
          )
        }
      >
        {`Set on ${counted(rows.length, 'account', 'accounts')}`}
      </Button>
    </div>
  );
}
