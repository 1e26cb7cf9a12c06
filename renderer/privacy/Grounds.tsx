import { useState } from 'react';
import type { IsoDate } from '../../domain/brand.ts';
import { mayUse } from '../../domain/privacy/consent.ts';
import type { Consent, LegalBasis, Purpose } from '../../domain/privacy/records.ts';
import { Button } from '../ui/Button.tsx';
import { Field, Select } from '../ui/Field.tsx';
import { Status } from '../ui/Status.tsx';
import { postRefusal } from '../session/notices.ts';
import { now } from '../session/session.ts';
import { keepRecord, today, usePrivacy } from './privacy.ts';

const PURPOSES = [
  { id: 'planning', label: 'Planning' },
  { id: 'scoring', label: 'Scoring' },
  { id: 'enrichment', label: 'Enrichment' },
] as const;
const BASES = [
  { id: 'legitimate-interest', label: 'Legitimate interest' },
  { id: 'consent', label: 'Consent' },
  { id: 'contract', label: 'Contract' },
  { id: 'legal-obligation', label: 'Legal obligation' },
] as const;

const isDate = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);

/** On what ground each source is used, for what and until when; withdrawn ones stay on record. */
export function Grounds() {
  const records = usePrivacy((state) => state.records);
  const grounds = records.filter((one) => one.kind === 'consent');
  const withdraw = async (consent: Consent): Promise<void> => {
    const done = await keepRecord({ ...consent, withdrawnAt: now() }, 'Withdraw a ground');
    if (!done.ok) postRefusal('It was not withdrawn', done.errors);
  };
  return (
    <div className="privacy-body">
      <NewGround />
      {grounds.length === 0 ? (
        <p className="muted">No ground is on record yet. Say for each source why it may be used.</p>
      ) : (
        <ul className="privacy-found">
          {grounds.map((one) => {
            const use = mayUse(records, one.subject, one.purpose, today());
            const holds = one.withdrawnAt === null && use.ok;
            return (
              <li key={one.id}>
                <span>
                  {one.subject}: {PURPOSES.find(({ id }) => id === one.purpose)?.label.toLowerCase()},{' '}
                  {BASES.find(({ id }) => id === one.basis)?.label.toLowerCase()}, from {one.from}
                  {one.until === null ? '' : ` to ${one.until}`}
                </span>
                <span className="privacy-buttons">
                  <Status kind={holds ? 'good' : 'warn'}>
                    {holds
                      ? 'Holds'
                      : one.withdrawnAt === null
                        ? use.ok
                          ? 'Holds'
                          : words(use.errors[0]?.code)
                        : `Withdrawn ${one.withdrawnAt.slice(0, 10)}`}
                  </Status>
                  {one.withdrawnAt === null ? (
                    <Button kind="quiet" onPress={() => void withdraw(one)}>
                      Withdraw
                    </Button>
                  ) : null}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <OptOuts />
    </div>
  );
}

const words = (code: string | undefined): string =>
  code === 'CONSENT_EXPIRED' ? 'Expired' : code === 'OPTED_OUT' ? 'Opted out' : 'Does not hold';

function NewGround() {
  const [subject, setSubject] = useState('');
  const [purpose, setPurpose] = useState<Purpose>('planning');
  const [basis, setBasis] = useState<LegalBasis>('legitimate-interest');
  const [until, setUntil] = useState('');
  const add = async (): Promise<void> => {
    const done = await keepRecord(
      {
        kind: 'consent',
        id: crypto.randomUUID(),
        subject: subject.trim(),
        purpose,
        basis,
        from: today(),
        until: until === '' ? null : (until as IsoDate),
        withdrawnAt: null,
      },
      'Record a ground',
    );
    if (!done.ok) return postRefusal('It was not recorded', done.errors);
    setSubject('');
  };
  return (
    <div className="privacy-form">
      <Field label="Source or person" value={subject} onChange={setSubject} placeholder="CRM export" />
      <Select label="Purpose" value={purpose} onChange={setPurpose} choices={PURPOSES} />
      <Select label="Ground" value={basis} onChange={setBasis} choices={BASES} />
      <Field label="Until (optional)" value={until} onChange={setUntil} placeholder="2027-12-31" />
      <Button
        isDisabled={subject.trim() === '' || (until !== '' && !isDate(until))}
        onPress={() => void add()}
      >
        Record
      </Button>
    </div>
  );
}

function OptOuts() {
  const outs = usePrivacy((state) => state.records).filter((one) => one.kind === 'opt-out');
  const [subject, setSubject] = useState('');
  const add = async (): Promise<void> => {
    const done = await keepRecord(
      { kind: 'opt-out', id: crypto.randomUUID(), subject: subject.trim(), at: now() },
      'Record an opt-out',
    );
    if (!done.ok) return postRefusal('It was not recorded', done.errors);
    setSubject('');
  };
  return (
    <section>
      <h3>Opted out of enrichment</h3>
      {outs.length === 0 ? (
        <p className="muted">Nobody.</p>
      ) : (
        <ul className="privacy-found">
          {outs.map((one) => (
            <li key={one.id}>
              <span>{one.subject}</span>
              <span className="muted">since {one.at.slice(0, 10)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="privacy-form">
        <Field label="Source or person" value={subject} onChange={setSubject} />
        <Button isDisabled={subject.trim() === ''} onPress={() => void add()}>
          Opt out
        </Button>
      </div>
    </section>
  );
}
