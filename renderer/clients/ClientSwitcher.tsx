import { Check, ChevronsUpDown } from 'lucide-react';
import {
  Button as AriaButton,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { openClients } from '../app/overlays.ts';
import { hereIs, openClient, useClients } from './clients.ts';
import './clients.css';

const MANAGE = 'manage';

/** Whose plans these are, before the plan’s own name; nothing where there is but one client. */
export function ClientSwitcher() {
  const clients = useClients((state) => state.clients);
  const here = hereIs(clients);
  if (clients.length < 2 || here === null) return null;
  return (
    <MenuTrigger>
      <AriaButton className="client-switcher" aria-label={`Client: ${here.name}`}>
        <span className="truncate">{here.name}</span>
        <ChevronsUpDown aria-hidden="true" />
      </AriaButton>
      <Popover className="popover" placement="bottom start">
        <Menu
          className="list plan-menu"
          aria-label="Clients"
          onAction={(key) => (key === MANAGE ? openClients() : openClient(String(key)))}
        >
          <MenuSection aria-label="Clients">
            {clients.map(({ id, name }) => (
              <MenuItem key={id} id={id} textValue={name} className="list-item plan-item">
                {name}
                {id === here.id ? <Check role="img" aria-label="open" /> : null}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className="plan-menu-rule" />
          <MenuItem id={MANAGE} className="list-item">
            Manage clients …
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
