import { fieldSpec } from '../../domain/intake/fields.ts';
import type { Family } from '../../domain/intake/mapping.ts';
import { ALWAYS_STORED, leftOutBy, PERSONAL_FIELD_PURPOSES } from '../../domain/privacy/field-purposes.ts';
import { postRefusal } from '../session/notices.ts';
import { now } from '../session/session.ts';
import { Switch } from '../ui/Field.tsx';
import { keepRecord, usePrivacy } from './privacy.ts';

const FAMILY_WORDS: Readonly<Record<Family, string>> = {
  accounts: 'Accounts',
  reps: 'Reps',
  bookings: 'Bookings',
  territories: 'Territories',
};

function titleOf(path: string): string {
  const [family = '', field = ''] = path.split('.');
  const title = fieldSpec(family as Family, field)?.title ?? field;
  return `${FAMILY_WORDS[family as Family]}: ${title}`;
}

/** Which facts about people an import stores, each with what it is needed for; the rest is named and left out. */
export function Fields() {
  const leftOut = leftOutBy(usePrivacy((state) => state.records));
  const store = async (path: string, stored: boolean): Promise<void> => {
    const rest = [...leftOut].filter((one) => one !== path);
    const record = {
      kind: 'minimisation',
      id: 'fields',
      leftOut: (stored ? rest : [...rest, path]).toSorted(),
      at: now(),
    } as const;
    const done = await keepRecord(record, `${stored ? 'Store' : 'Leave out'} ${titleOf(path)}`);
    if (!done.ok) postRefusal('The choice was not kept', done.errors);
  };
  return (
    <div className="privacy-body">
      <p className="muted">
        Fields about people that an import stores, and what for. What is switched off is left out of the next
        import and named there; plans that hold it already keep it until the person is erased.
      </p>
      <ul className="privacy-found">
        {Object.entries(PERSONAL_FIELD_PURPOSES).map(([path, purpose]) => (
          <li key={path}>
            <Switch
              isSelected={!leftOut.has(path)}
              isDisabled={ALWAYS_STORED.has(path)}
              onChange={(stored) => void store(path, stored)}
            >
              {titleOf(path)}
            </Switch>
            <span className="muted">{purpose}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
