import { X } from 'lucide-react';
import { Dialog, Heading } from 'react-aria-components';
import { closeOverlay } from '../app/overlays.ts';
import { Overlay } from '../app/Overlay.tsx';
import { IconButton } from '../ui/Button.tsx';
import { AddClient } from './AddClient.tsx';
import { BackUpClient, RestoreClient } from './ClientFiles.tsx';
import { ClientRow } from './ClientRow.tsx';
import { hereIs, useClients } from './clients.ts';
import './clients.css';

/** The customers somebody keeps apart on this laptop: to add one, carry one elsewhere, or remove one for good. */
export function ClientsPage() {
  return (
    <Overlay name="clients" className="clients-frame">
      <Dialog className="clients">
        <header className="clients-head">
          <Heading slot="title">Clients</Heading>
          <IconButton label="Close" keys="Esc" icon={<X />} onPress={closeOverlay} />
        </header>
        <Body />
      </Dialog>
    </Overlay>
  );
}

function Body() {
  const clients = useClients((state) => state.clients);
  const here = hereIs(clients);
  if (here === null)
    return (
      <p className="clients-body muted">
        Clients are kept by the Bailiwick on this laptop, which this page cannot reach now.
      </p>
    );
  return (
    <div className="clients-body">
      <p className="muted">
        Each client has plans, versions, policies, people, keys and a store of its own. Nothing of one is
        seen, exported or synced from another.
      </p>
      <ul className="clients-list" aria-label="Clients">
        {clients.map((client) => (
          <ClientRow
            key={client.id}
            client={client}
            isHere={client.id === here.id}
            isLast={clients.length === 1}
          />
        ))}
      </ul>
      <AddClient />
      <section>
        <h3>Carry {here.name} elsewhere, or keep a copy</h3>
        <BackUpClient name={here.name} />
      </section>
      <section>
        <h3>Open a backup</h3>
        <RestoreClient />
      </section>
    </div>
  );
}
