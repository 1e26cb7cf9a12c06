import { useState } from 'react';
import { breachClock } from '../../domain/privacy/breach-clock.ts';
import type { HumanReview, Incident } from '../../domain/privacy/records.ts';
import { postRefusal } from '../session/notices.ts';
import { actor, now } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { dayAndTime } from '../ui/format.ts';
import { Status } from '../ui/Status.tsx';
import { keepRecord, usePrivacy } from './privacy.ts';

/** Breaches against their 72 hours, and people who asked for a human to look at a score. */
export function Incidents() {
  const records = usePrivacy((state) => state.records);
  return (
    <div className="privacy-body">
      <section>
        <h3>Breaches of personal data</h3>
        <Add
          label="What happened"
          button="Start the 72 hours"
          make={(what) => ({
            kind: 'incident',
            id: crypto.randomUUID(),
            what,
            awareAt: now(),
            notifiedAt: null,
          })}
        />
        <ul className="privacy-found">
          {records
            .filter((one) => one.kind === 'incident')
            .map((one) => (
              <Breach key={one.id} incident={one} />
            ))}
        </ul>
      </section>
      <section>
        <h3>Reviews of automated scoring by a person</h3>
        <Add
          label="Who asked, and about what"
          button="Record the request"
          make={(subject) => ({
            kind: 'review',
            id: crypto.randomUUID(),
            subject,
            askedAt: now(),
            decidedAt: null,
            by: null,
            changed: false,
            reason: '',
          })}
        />
        <ul className="privacy-found">
          {records
            .filter((one) => one.kind === 'review')
            .map((one) => (
              <Review key={one.id} review={one} />
            ))}
        </ul>
      </section>
    </div>
  );
}

function Add(props: {
  readonly label: string;
  readonly button: string;
  readonly make: (words: string) => Incident | HumanReview;
}) {
  const [words, setWords] = useState('');
  const add = async (): Promise<void> => {
    const done = await keepRecord(props.make(words.trim()), props.button);
    if (!done.ok) return postRefusal('It was not recorded', done.errors);
    setWords('');
  };
  return (
    <div className="privacy-form">
      <Field label={props.label} value={words} onChange={setWords} />
      <Button isDisabled={words.trim() === ''} onPress={() => void add()}>
        {props.button}
      </Button>
    </div>
  );
}

function Breach({ incident }: { readonly incident: Incident }) {
  const clock = breachClock(incident, now());
  const told = async (): Promise<void> => {
    const done = await keepRecord({ ...incident, notifiedAt: now() }, 'Note that the authority was told');
    if (!done.ok) postRefusal('It was not recorded', done.errors);
  };
  const hours = Math.floor(Math.abs(clock.hoursLeft ?? 0));
  return (
    <li>
      <span>
        {incident.what}, known since {dayAndTime(incident.awareAt)}
      </span>
      <span className="privacy-buttons">
        {clock.state === 'open' ? (
          <Status kind={hours < 24 ? 'warn' : 'info'}>{hours} hours left</Status>
        ) : null}
        {clock.state === 'overdue' ? <Status kind="bad">{hours} hours overdue</Status> : null}
        {clock.state === 'in-time' ? <Status kind="good">Told in time</Status> : null}
        {clock.state === 'late' ? <Status kind="warn">Told late</Status> : null}
        {clock.hoursLeft === null ? null : (
          <Button onPress={() => void told()}>The authority was told</Button>
        )}
      </span>
    </li>
  );
}

function Review({ review }: { readonly review: HumanReview }) {
  const [reason, setReason] = useState('');
  const decide = async (changed: boolean): Promise<void> => {
    const decided = { ...review, decidedAt: now(), by: actor(), changed, reason: reason.trim() };
    const done = await keepRecord(decided, 'Decide on a review of scoring');
    if (!done.ok) postRefusal('It was not recorded', done.errors);
  };
  if (review.decidedAt !== null)
    return (
      <li>
        <span>
          {review.subject}: {review.reason}
        </span>
        <Status kind="good">{review.changed ? 'Changed' : 'Upheld'}</Status>
      </li>
    );
  return (
    <li>
      <span>{review.subject}</span>
      <span className="privacy-buttons">
        <Field
          label="Reason"
          hideLabel
          value={reason}
          onChange={setReason}
          placeholder="What was looked at"
        />
        <Button isDisabled={reason.trim() === ''} onPress={() => void decide(false)}>
          Upheld
        </Button>
        <Button isDisabled={reason.trim() === ''} onPress={() => void decide(true)}>
          Changed
        </Button>
      </span>
    </li>
  );
}
