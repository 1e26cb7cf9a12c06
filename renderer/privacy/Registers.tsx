import { useState } from 'react';
import type { RegisterEntry, RegisterOf, VendorCheck } from '../../domain/privacy/records.ts';
import { VENDOR_CHECKS } from '../../domain/privacy/records.ts';
import { registerReview } from '../../domain/privacy/register-review.ts';
import { EvidenceOf, EvidencePicker } from '../governance/Evidence.tsx';
import { postRefusal } from '../session/notices.ts';
import type { Evidence } from '../storage/evidence-store.ts';
import { Button } from '../ui/Button.tsx';
import { Field, Select, Switch } from '../ui/Field.tsx';
import { Status } from '../ui/Status.tsx';
import { keepRecord, today, usePrivacy } from './privacy.ts';

const REGISTER_CHOICES = [
  { id: 'vendor', label: 'Vendor' },
  { id: 'transfer', label: 'Transfer abroad' },
  { id: 'paper', label: 'Assessment or paper' },
] as const;
const SAFEGUARDS: Readonly<Record<RegisterOf, string>> = {
  vendor: 'Contract of 3 May, with data processing terms',
  transfer: 'Standard clauses; encrypted, keys kept here',
  paper: 'Signed by the data protection officer',
};
const CHECK_WORDS: Readonly<Record<VendorCheck, string>> = {
  contract: 'Processing contract',
  'sub-processors': 'List of sub-processors',
  encryption: 'AES-256 at rest',
  availability: '99.9% availability',
  'breach-notice': 'Breach notice in 72 hours',
};

/** Who else touches the data, where it goes and on what papers: each line with its yearly review. */
export function Registers() {
  const entries = usePrivacy((state) => state.records).filter((one) => one.kind === 'register');
  return (
    <div className="privacy-body">
      <NewEntry />
      {entries.length === 0 ? (
        <p className="muted">No vendor, transfer or paper is on record yet.</p>
      ) : (
        <ul className="privacy-found">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <p className="muted">
        Bailiwick itself sends data to nobody but a central store you name. What it keeps in this browser and
        in its folder is as encrypted as the disk is: turn on full-disk encryption (AES-256).
      </p>
    </div>
  );
}

function Entry({ entry }: { readonly entry: RegisterEntry }) {
  const { dueOn, overdue, missing } = registerReview(entry, today());
  const renew = async (): Promise<void> => {
    const done = await keepRecord({ ...entry, reviewedOn: today() }, 'Review a line of a register');
    if (!done.ok) postRefusal('The review was not recorded', done.errors);
  };
  return (
    <li>
      <span>
        {REGISTER_CHOICES.find(({ id }) => id === entry.of)?.label}: {entry.name}
        <br />
        <span className="muted">{entry.safeguard}</span>
        {entry.evidence.length === 0 ? null : <EvidenceOf digests={entry.evidence} />}
      </span>
      <span className="privacy-buttons">
        {missing.length === 0 ? null : (
          <Status prose kind="warn">
            Not shown: {missing.map((check) => CHECK_WORDS[check]).join(', ')}
          </Status>
        )}
        <Status kind={overdue ? 'bad' : 'good'}>
          {overdue ? `Review was due ${dueOn}` : `Review by ${dueOn}`}
        </Status>
        <Button kind="quiet" onPress={() => void renew()}>
          Reviewed today
        </Button>
      </span>
    </li>
  );
}

function NewEntry() {
  const [of, setOf] = useState<RegisterOf>('vendor');
  const [name, setName] = useState('');
  const [safeguard, setSafeguard] = useState('');
  const [checks, setChecks] = useState<readonly VendorCheck[]>([]);
  const [files, setFiles] = useState<readonly Evidence[]>([]);
  const add = async (): Promise<void> => {
    const done = await keepRecord(
      {
        kind: 'register',
        id: crypto.randomUUID(),
        of,
        name: name.trim(),
        safeguard: safeguard.trim(),
        checks: of === 'vendor' ? checks : [],
        reviewedOn: today(),
        evidence: files.map((file) => file.sha256),
      },
      'Keep a line of a register',
    );
    if (!done.ok) return postRefusal('It was not recorded', done.errors);
    setName('');
    setSafeguard('');
    setChecks([]);
    setFiles([]);
  };
  return (
    <>
      <div className="privacy-form">
        <Select
          label="Register"
          value={of}
          onChange={(value) => setOf(value as RegisterOf)}
          choices={REGISTER_CHOICES}
        />
        <Field label="Name" value={name} onChange={setName} />
        <Field label="Relies on" value={safeguard} onChange={setSafeguard} placeholder={SAFEGUARDS[of]} />
      </div>
      {of === 'vendor' ? (
        <div className="privacy-buttons">
          {VENDOR_CHECKS.map((check) => (
            <Switch
              key={check}
              isSelected={checks.includes(check)}
              onChange={(passed) =>
                setChecks(passed ? [...checks, check] : checks.filter((one) => one !== check))
              }
            >
              {CHECK_WORDS[check]}
            </Switch>
          ))}
        </div>
      ) : null}
      <div className="privacy-buttons">
        <EvidencePicker files={files} onChange={setFiles} />
        <Button isDisabled={name.trim() === '' || safeguard.trim() === ''} onPress={() => void add()}>
          Keep it
        </Button>
      </div>
    </>
  );
}
