import { Download, Search, UserX } from 'lucide-react';
import { useState } from 'react';
import type { CodedError } from '../../domain/result.ts';
import { loadVersions } from '../versions/versions.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field } from '../ui/Field.tsx';
import { counted } from '../ui/format.ts';
import { Status } from '../ui/Status.tsx';
import type { Found } from './privacy.ts';
import { erase, findPerson, saveAccess, usePrivacy } from './privacy.ts';

/** One person: what is held about her anywhere here, handed out or erased. */
export function People() {
  const [words, setWords] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const look = async (): Promise<void> => {
    setBusy(true);
    const done = await findPerson(words);
    setBusy(false);
    setErrors(done.ok ? [] : done.errors);
    setFound(done.ok ? done.value : null);
  };
  return (
    <div className="privacy-body">
      <form
        className="privacy-search"
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim() !== '') void look();
        }}
      >
        <Field
          label="Name, e-mail, phone or rep id"
          value={words}
          onChange={setWords}
          hint="The whole of it; case, accents and punctuation do not matter."
        />
        <Button
          type="submit"
          kind="primary"
          icon={<Search aria-hidden="true" />}
          isDisabled={busy || words.trim() === ''}
        >
          {busy ? 'Looking …' : 'Look everywhere'}
        </Button>
      </form>
      {errors.length === 0 ? null : <ErrorNotice title="The search did not finish" errors={errors} />}
      {found === null ? (
        <Erasures />
      ) : (
        <Result key={found.person.identifiers.join()} found={found} onErased={() => setFound(null)} />
      )}
    </div>
  );
}

function Result({ found, onErased }: { readonly found: Found; readonly onErased: () => void }) {
  const values = found.searched.reduce((sum, one) => sum + one.held.length, 0);
  const inVersions = found.searched.filter(
    (one) => one.source.startsWith('Version ') && one.held.length > 0,
  ).length;
  return (
    <>
      <p role="status">
        <Status prose kind={values === 0 ? 'good' : 'info'}>
          {values === 0
            ? `Nothing is held. ${counted(found.searched.length, 'place was', 'places were')} searched.`
            : `${counted(values, 'value is', 'values are')} held, known as ${found.person.identifiers.join(', ')}.`}
        </Status>
      </p>
      <ul className="privacy-found">
        {found.searched.map((one, i) => (
          <li key={`${i} ${one.source}`}>
            <span>{one.source}</span>
            <span className="muted">
              {one.held.length === 0
                ? 'nothing'
                : summary(one.held.map((held) => `${held.where}: ${held.field}`))}
            </span>
          </li>
        ))}
      </ul>
      <div className="privacy-buttons">
        <Button icon={<Download aria-hidden="true" />} onPress={() => void saveAccess(found)}>
          Save all that is held
        </Button>
      </div>
      {values === 0 ? null : <EraseForm found={found} inVersions={inVersions} onErased={onErased} />}
    </>
  );
}

function summary(all: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([what, number]) => (number === 1 ? what : `${what} (${number})`)).join(', ');
}

function EraseForm(props: {
  readonly found: Found;
  readonly inVersions: number;
  readonly onErased: () => void;
}) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const go = async (): Promise<void> => {
    setBusy(true);
    const done = await erase(props.found, reason.trim());
    if (!done.ok) {
      setBusy(false);
      return setErrors(done.errors);
    }
    // What was open in memory still knows her.
    await loadVersions();
    props.onErased();
    location.reload();
  };
  return (
    <section className="privacy-erase">
      <h3>Erase</h3>
      <p>
        Every plan, its history and what imports left out go on with a pseudonym in place of this person.
        Territories, quotas and figures stay as they are. It cannot be undone. Close other windows of
        Bailiwick first.
      </p>
      {props.inVersions === 0 ? null : (
        <p>
          <Status prose kind="warn">
            {counted(props.inVersions, 'signed version names', 'signed versions name')} this person. A signed
            version cannot be changed; it goes when its retention ends, and so must its file in the Bailiwick
            folder.
          </Status>
        </p>
      )}
      <Field
        label="Why"
        value={reason}
        onChange={setReason}
        placeholder="Request of 12 March, no other ground"
      />
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was erased" errors={errors} />}
      <div className="privacy-buttons">
        <Button
          kind="danger"
          icon={<UserX aria-hidden="true" />}
          isDisabled={busy || reason.trim() === ''}
          onPress={() => void go()}
        >
          {busy ? 'Erasing …' : 'Erase this person'}
        </Button>
      </div>
    </section>
  );
}

function Erasures() {
  const erasures = usePrivacy((state) => state.records).filter((one) => one.kind === 'erasure');
  if (erasures.length === 0)
    return (
      <p className="muted">
        Look for a person to hand out what is held about her (within 45 days of her asking), or to erase it.
      </p>
    );
  return (
    <section>
      <h3>Erased</h3>
      <ul className="privacy-found">
        {erasures.map((one) => (
          <li key={one.id}>
            <span>
              {one.pseudonym}, {one.at.slice(0, 10)}: {one.reason}
            </span>
            <span className="muted">
              {counted(one.values, 'value', 'values')}
              {one.versionsLeft === 0
                ? ''
                : `; still in ${counted(one.versionsLeft, 'signed version', 'signed versions')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
