import { useMemo, useState } from 'react';
import type { Basis } from '../review/ChangesSince.tsx';
import { ChangesSince } from '../review/ChangesSince.tsx';
import { MoveTable } from '../review/MoveTable.tsx';
import { TerritoryChanges } from '../review/TerritoryChanges.tsx';
import { Switch } from '../ui/Field.tsx';
import { Split } from '../ui/Split.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import type { Comparison } from './comparison.ts';
import { MeasureTable } from './MeasureTable.tsx';
import { TwinMaps } from './TwinMaps.tsx';

type TabId = 'measures' | 'quotas' | 'territories' | 'moves';

/** Both maps above, what differs below: measures, quotas, territories, and who moves where. */
export function ComparedPlans(props: {
  readonly comparison: Comparison;
  readonly names: readonly [left: string, right: string];
  readonly isStart: boolean;
}) {
  const { comparison, names, isStart } = props;
  const { differences, context, quotas, measures } = comparison;
  const [tab, setTab] = useState<TabId>('measures');
  const [territory, setTerritory] = useState<number | null>(null);
  const [account, setAccount] = useState<number | null>(null);
  const [movesOnly, setMovesOnly] = useState(false);
  const basis = useMemo(() => basisOf(props), [props]);
  return (
    <Split
      name="compare"
      direction="column"
      fixed="end"
      size={320}
      min={140}
      max={640}
      maxShare={0.6}
      label="table of differences"
      start={
        <TwinMaps
          comparison={comparison}
          names={names}
          territory={territory}
          account={account}
          movesOnly={movesOnly}
        />
      }
      end={
        <Tabs<TabId>
          label="What differs"
          value={tab}
          onChange={setTab}
          tools={
            <Switch
              isSelected={movesOnly}
              onChange={setMovesOnly}
              isDisabled={differences.moved.length === 0}
            >
              Only what moves
            </Switch>
          }
          tabs={[
            {
              id: 'measures',
              label: 'Measures',
              content: <MeasureTable pairs={measures} names={names} />,
            },
            {
              id: 'quotas',
              label: 'Quotas',
              content: <ChangesSince basis={basis} onTerritory={setTerritory} />,
            },
            {
              id: 'territories',
              label: 'Territories',
              content: (
                <TerritoryChanges
                  plan={differences.plan}
                  context={context}
                  quotas={quotas}
                  onTerritory={setTerritory}
                />
              ),
            },
            {
              id: 'moves',
              label: 'Who moves where',
              count: differences.moved.length,
              content: (
                <MoveTable
                  plan={differences.plan}
                  moves={differences.moved}
                  empty={`No account is in another territory than in ${isStart ? 'the start of the cycle' : names[0]}.`}
                  onAccount={setAccount}
                />
              ),
            },
          ]}
        />
      }
    />
  );
}

const basisOf = ({
  comparison,
  names: [left, right],
  isStart,
}: Parameters<typeof ComparedPlans>[0]): Basis => ({
  kind: isStart ? 'cycle-start' : 'version',
  short: left,
  words: (
    <>
      From <strong>{left}</strong> to <strong>{right}</strong>.
    </>
  ),
  differences: comparison.differences,
});
