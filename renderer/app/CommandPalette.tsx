import { Command } from 'cmdk';
import { Dialog } from 'react-aria-components';
import type { Action } from './actions.ts';
import { grouped, isEnabled, useActionList } from './actions.ts';
import './command-palette.css';
import { shownKeys } from './keys.ts';
import { Overlay } from './Overlay.tsx';
import { closeOverlay } from './overlays.ts';

export function CommandPalette() {
  return (
    <Overlay name="palette" className="palette-frame">
      <Dialog aria-label="Find a command" className="palette">
        <PaletteList />
      </Dialog>
    </Overlay>
  );
}

function PaletteList() {
  const actions = [...useActionList((state) => state.actions).values()].filter(isEnabled);
  const groups = grouped(actions);
  return (
    <Command label="Commands" loop>
      <Command.Input placeholder="What do you want to do?" autoFocus />
      <Command.List>
        <Command.Empty>No command is called that.</Command.Empty>
        {groups.map(([group, members]) => (
          <Command.Group key={group} heading={group}>
            {members.map((action) => (
              <PaletteItem key={action.id} action={action} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function PaletteItem({ action }: { readonly action: Action }) {
  return (
    <Command.Item
      value={`${action.label} ${action.id}`}
      keywords={[action.group, action.also ?? '']}
      onSelect={() => {
        closeOverlay();
        action.run();
      }}
    >
      <span>{action.label}</span>
      {action.keys === undefined ? null : <kbd>{shownKeys(action.keys)}</kbd>}
    </Command.Item>
  );
}
