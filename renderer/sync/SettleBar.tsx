import { liveTerritories } from '../../domain/measures/territories.ts';
import type { TerritoryId } from '../../domain/brand.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Field.tsx';
import { counted } from '../ui/format.ts';
import type { ReadyMerge } from './merge-run.ts';
import type { Conflicts } from './use-conflicts.ts';

/** What is in hand, and the ways to settle all of it at once. */
export function SettleBar({
  state,
  conflicts,
}: {
  readonly state: ReadyMerge;
  readonly conflicts: Conflicts;
}) {
  const { heads, plan } = state;
  const count = conflicts.picked.length;
  if (count === 0)
    return (
      <div className="merge-settle" role="toolbar" aria-label="Settle conflicts">
        <p className="muted">Pick conflicts below, or click or lasso their accounts on the map.</p>
        <Button keys="A" onPress={() => conflicts.pickAll()}>
          Pick all
        </Button>
        <Button keys="N" onPress={() => conflicts.next(false)}>
          Next to decide
        </Button>
      </div>
    );
  const places = Array.from(conflicts.picked).some((at) => state.conflicts[at]?.field === 'place');
  return (
    <div className="merge-settle" role="toolbar" aria-label="Settle conflicts">
      <p>{counted(count, 'conflict', 'conflicts')}:</p>
      <Button keys="1" onPress={() => conflicts.settle('ours')}>
        As {heads[0].maker}
      </Button>
      <Button keys="2" onPress={() => conflicts.settle('theirs')}>
        As {heads[1].maker}
      </Button>
      <Button keys="3" onPress={() => conflicts.settle('base')}>
        As before
      </Button>
      {places ? (
        <Select<string>
          label="Put the accounts into"
          hideLabel
          value=""
          onChange={(id) => conflicts.settle({ territory: id as TerritoryId })}
          choices={[
            { id: '', label: 'Elsewhere …' },
            ...liveTerritories(plan).map((index) => ({
              id: plan.territories[index]?.territoryId ?? '',
              label: plan.territories[index]?.name ?? '',
            })),
          ]}
        />
      ) : null}
      <Button kind="quiet" keys="N" onPress={() => conflicts.next(false)}>
        Next
      </Button>
    </div>
  );
}
