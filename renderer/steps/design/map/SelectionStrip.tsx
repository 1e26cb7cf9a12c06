import { Lock, LockOpen, X, ZoomIn } from 'lucide-react';
import { useMemo } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { liveTerritories } from '../../../../domain/measures/territories.ts';
import { UNASSIGNED } from '../../../../domain/plan/plan.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { counted, potentialText } from '../../../ui/format.ts';
import { TerritoryName } from '../../../workspace/TerritoryName.tsx';
import { showRows } from '../../../workspace/map-view.ts';
import { toggleLock } from '../../../workspace/moves.ts';
import { clearSelection, useSelection } from '../../../workspace/selection.ts';
import { stageTo } from '../../../workspace/staged.ts';
import { territoryDigits } from '../../../workspace/territory-keys.ts';
import { useColours } from '../../../workspace/use-colours.ts';
import { useFacts } from '../../../workspace/use-figures.ts';

/** What is selected and what can be done with it, while no move is staged. */
export function SelectionStrip() {
  const plan = usePlan();
  const facts = useFacts();
  const rows = useSelection((state) => state.rows);
  const potential = useMemo(
    () => rows.reduce((sum, row) => sum + (facts.potential[row] ?? 0), 0),
    [rows, facts],
  );
  const allLocked = useMemo(() => rows.every((row) => plan.locked[row] === 1), [rows, plan.locked]);
  return (
    <div className="selection-strip" role="region" aria-label="Selection">
      <strong>{counted(rows.length, 'account', 'accounts')}</strong>
      <span className="muted">{potentialText(potential, plan.potentialUnit)}</span>
      <span className="muted">Press 1–9 or choose a territory to see what a move would do.</span>
      <div className="selection-strip-buttons">
        <MoveMenu />
        <Button icon={allLocked ? <LockOpen /> : <Lock />} keys="X" onPress={() => void toggleLock()}>
          {allLocked ? 'Unlock' : 'Lock'}
        </Button>
        <Button kind="quiet" icon={<ZoomIn />} keys="Z" onPress={() => showRows(rows)}>
          Zoom to
        </Button>
        <Button kind="quiet" icon={<X />} keys="Esc" onPress={clearSelection}>
          Clear
        </Button>
      </div>
    </div>
  );
}

export function MoveMenu() {
  const plan = usePlan();
  const colours = useColours();
  const digits = territoryDigits(plan);
  return (
    <MenuTrigger>
      <AriaButton className="button button-primary">Move to …</AriaButton>
      <Popover className="popover" placement="top start">
        <Menu
          className="list"
          aria-label="Move the selected accounts to"
          onAction={(key) => stageTo(Number(key))}
        >
          {liveTerritories(plan).map((index) => (
            <MenuItem
              key={index}
              id={String(index)}
              className="list-item"
              textValue={plan.territories[index]?.name ?? ''}
            >
              <TerritoryName
                colour={colours[index]}
                name={plan.territories[index]?.name ?? ''}
                locked={plan.territories[index]?.locked ?? false}
                digit={digits.get(index)}
              />
            </MenuItem>
          ))}
          <MenuItem id={String(UNASSIGNED)} className="list-item" textValue="No territory">
            <TerritoryName colour={undefined} name="No territory" />
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
