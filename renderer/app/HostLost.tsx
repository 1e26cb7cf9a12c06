import { useState } from 'react';
import { FIRST_CLIENT } from '../../workstation/contract.ts';
import { goToClient } from '../host/client.ts';
import type { Reach } from '../host/workstation-client.ts';
import { useReach, workstation } from '../host/workstation-client.ts';
import { Button } from '../ui/Button.tsx';

const WORDS: Readonly<Record<Exclude<Reach, 'here'>, readonly [what: string, then: string]>> = {
  ended: [
    'Bailiwick was ended.',
    'Start it again with npm start, and this window goes on. Edits are saved here; signing, files and the store wait.',
  ],
  'started-anew': [
    'Bailiwick was started anew.',
    'Open the window or address it gave you once, and this one goes on too. Edits are saved here; signing, files and the store wait.',
  ],
  removed: ['This client was removed from this laptop.', 'Nothing of it is kept any more, edits neither.'],
};

/** What is wrong under this page, for as long as it is, and the one thing to do about it. */
export function HostLost() {
  const reach = useReach();
  const [looked, setLooked] = useState(false);
  if (reach === 'here') return null;
  const [what, then] = WORDS[reach];
  return (
    <div className="host-lost" role="status">
      <p>
        <strong>{what}</strong> {then}
        {looked && reach !== 'removed' ? ' It is not there yet.' : ''}
      </p>
      {reach === 'removed' ? (
        <Button onPress={() => goToClient(FIRST_CLIENT)}>Go to another client</Button>
      ) : (
        <Button
          onPress={() =>
            void workstation()
              .about({})
              .then((told) => setLooked(!told.ok))
          }
        >
          Look again
        </Button>
      )}
    </div>
  );
}
