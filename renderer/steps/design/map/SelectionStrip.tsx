import { Lock, LockOpen, X, ZoomIn } from 'lucide-react';
import { useMemo } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { liveTerritories } from '../../../../domain/measures/territories.ts';
import { UNASSIGNED } from '../../../../domain/plan/plan.ts';
import { usePlan } from '../../../session/session.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { counted, potentialText } from '../../../ui/format.ts';
import { TerritoryName } from '../../../workspace/TerritoryName.tsx';
import { showRows } from '../../../workspace/map-view.ts';
import { toggleLock } from '../../../workspace/moves.ts';
import { clearSelection, useSelection } from '../../../workspace/selection.ts';
import { stageTo, useStaged } from '../../../workspace/staged.ts';
import { territoryDigits } from '../../../workspace/territory-keys.ts';
import { useColours } from '../../../workspace/use-colours.ts';
import { useFacts } from '../../../workspace/use-figures.ts';

/** What is selected and what can be done with it. The strip is always there, so that nothing jumps. */
export function SelectionStrip() {
  const rows = useSelection((state) => state.rows);
  return (
    <div className="selection-strip" role="region" aria-label="Selection">
      {rows.length === 0 ? <Hint /> : <Selected rows={rows} />}
    </div>
  );
}

function Hint() {
  return (
    <span className="muted truncate">
      Click accounts, or draw around them: box <kbd>V</kbd> lasso <kbd>L</kbd> polygon <kbd>P</kbd> brush{' '}
      <kbd>B</kbd>
    </span>
  );
}

function Selected({ rows }: { readonly rows: Int32Array }) {
  const plan = usePlan();
  const facts = useFacts();
  const staged = useStaged((state) => state.to !== null);
  const potential = useMemo(
    () => rows.reduce((sum, row) => sum + (facts.potential[row] ?? 0), 0),
    [rows, facts],
  );
  const allLocked = useMemo(() => rows.every((row) => plan.locked[row] === 1), [rows, plan.locked]);
  return (
    <>
      <strong>{counted(rows.length, 'account', 'accounts')}</strong>
      <span className="muted">{potentialText(potential, plan.potentialUnit)}</span>
      {staged ? null : <span className="muted selection-strip-hint">Press 1–9 or choose a territory</span>}
      <div className="selection-strip-buttons">
        <MoveMenu />
        <Button icon={allLocked ? <LockOpen /> : <Lock />} keys="X" onPress={() => void toggleLock()}>
          {allLocked ? 'Unlock' : 'Lock'}
        </Button>
        <IconButton label="Zoom to the selection" keys="Z" icon={<ZoomIn />} onPress={() => showRows(rows)} />
        <IconButton label="Clear the selection" keys="Esc" icon={<X />} onPress={clearSelection} />
      </div>
    </>
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
