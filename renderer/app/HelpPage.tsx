import { X } from 'lucide-react';
import { Dialog, Heading } from 'react-aria-components';
import { IconButton } from '../ui/Button.tsx';
import { grouped, useActionList } from './actions.ts';
import './help-page.css';
import { shownKeys } from './keys.ts';
import { Overlay } from './Overlay.tsx';
import { closeOverlay } from './overlays.ts';
import { BESIDE, JOURNEY } from './steps.ts';

export function HelpPage() {
  return (
    <Overlay name="help" className="help-frame">
      <Dialog className="help">
        <header className="help-head">
          <Heading slot="title">How Bailiwick works</Heading>
          <IconButton label="Close" keys="Esc" icon={<X />} onPress={closeOverlay} />
        </header>
        <div className="help-body">
          <Tour />
          <Keys />
        </div>
      </Dialog>
    </Overlay>
  );
}

function Tour() {
  return (
    <section className="help-tour">
      <h3>The journey, left to right</h3>
      <ol>
        {JOURNEY.map((step, i) => (
          <li key={step.id}>
            <span className="help-step">{i + 1}</span>
            <span>
              <strong>{step.label}.</strong> {step.purpose}.
            </span>
          </li>
        ))}
      </ol>
      <h3>Beside it, at any time</h3>
      <ul className="help-beside">
        {BESIDE.map((step) => (
          <li key={step.id}>
            <strong>{step.label}.</strong> {step.purpose}.
          </li>
        ))}
      </ul>
      <h3>Changing territories</h3>
      <p>
        Select accounts on the map or in the table, then choose a territory: press its number, or click it in
        the list. The strip under the map shows what the move would do, before and after. <kbd>Enter</kbd>{' '}
        makes it, <kbd>Esc</kbd> leaves everything as it was.
      </p>
      <h3>Nothing is lost</h3>
      <p>
        Every change is on the disk before it is shown as done. Undo goes back as far as the plan does, also
        after a restart. Two windows on one plan share one history.
      </p>
      <h3>Where the data comes from</h3>
      <p>
        Places and postal codes: GeoNames, CC BY 4.0. Basemap: Natural Earth and the US Census Bureau, public
        domain. Sample accounts: US hospitals, HIFLD, public domain. Travel times are estimates without a road
        network.
      </p>
    </section>
  );
}

function Keys() {
  const actions = [...useActionList((state) => state.actions).values()].filter(
    (action) => action.keys !== undefined,
  );
  return (
    <section className="help-keys">
      {grouped(actions).map(([group, members]) => (
        <div key={group}>
          <h3>{group}</h3>
          <dl>
            {members.map((action) => (
              <div key={action.id}>
                <dt>{action.label}</dt>
                <dd>
                  <kbd>{shownKeys(action.keys ?? '')}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}
