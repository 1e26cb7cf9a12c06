import { randomUUID } from 'node:crypto';
import type { ActorId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { AccessRequest } from '../../domain/governance/access-requests.ts';
import { accessRequests, accessReview, grantLabel } from '../../domain/governance/access-requests.ts';
import { DEFAULT_CLOCKS } from '../../domain/governance/approval-settings.ts';
import { grantsHeld, mayHandOut } from '../../domain/governance/handing-out.ts';
import { LOCAL_TENANT } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { accessTrail, noteAccess, trailFile } from '../access-trail.ts';
import type { Command, ExitCode } from '../command.ts';
import { parseCommandLine, printJson, refuseInput } from '../command.ts';
import type { GrantValues } from '../grant-options.ts';
import { GRANT_OPTIONS, grantFrom, grantLine, todayOf } from '../grant-options.ts';
import type { Io } from '../io.ts';
import { keyNamed, personOpened } from '../people.ts';
import { workstationFor } from '../workstation.ts';
import { requestNamed } from './grants.ts';

const USAGE = `Usage: bailiwick access list [--trail TRAIL.jsonl] [--json]
       bailiwick access ask --key KEYID --role ROLE [--workspace NAME] [--cycle ID] [--territory ID ...]
                       [--from DAY] [--to DAY] --as NAME [--json]         (passphrase in BAILIWICK_PASSPHRASE)
       bailiwick access refuse REQUEST --as NAME [--json]
       bailiwick access review --as NAME [--json]

list    what was asked for, what waits and since when, and when the grants were looked over last
ask     for a role, for a key; it is due in two business days and granted by bailiwick grants give --request
refuse  a request, by whoever could have granted it
review  says that somebody looked at every grant and they are to stay; due again a month later

What is done here is chained in the folder access-trail of this machine's Bailiwick. The app keeps a trail of its own:
--trail reads trail.jsonl of an audit pack instead. Exit code 1 when a request or the review is overdue.`;

const OPTIONS = {
  ...GRANT_OPTIONS,
  key: { type: 'string' },
  as: { type: 'string' },
  trail: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Values = GrantValues & {
  readonly key?: string | undefined;
  readonly as?: string | undefined;
  readonly trail?: string | undefined;
};

interface Answer {
  readonly text: string;
  readonly json: object;
  readonly isOverdue?: boolean;
}

export const access: Command = {
  name: 'access',
  summary: 'ask for roles, answer and look them over',
  usage: USAGE,
  async run(argv, io): Promise<ExitCode> {
    const asked = argv.includes('--json');
    const what = 'list, ask, refuse REQUEST or review';
    const line = parseCommandLine(argv, OPTIONS, { min: 1, max: 2, what });
    if (!line.ok) return refuseInput(io, line.errors, asked, USAGE);
    const { values, positionals } = line.value;
    const done = await act(positionals, values, io);
    if (!done.ok) return refuseInput(io, done.errors, asked, USAGE);
    if (asked) printJson(io, done.value.json);
    else io.out(done.value.text);
    return done.value.isOverdue === true ? 1 : 0;
  },
};

function act([word = '', request]: readonly string[], values: Values, io: Io): Promise<Result<Answer>> {
  if (word === 'refuse' && request !== undefined) return deny(request, values, io);
  if (request === undefined && word === 'list') return list(values, io);
  if (request === undefined && word === 'ask') return ask(values, io);
  if (request === undefined && word === 'review') return review(values, io);
  const message = word === 'refuse' ? 'Which REQUEST? See bailiwick access list.' : `Not "${word}".`;
  return Promise.resolve(refuse(codedError('USAGE', `Say list, ask, refuse REQUEST or review. ${message}`)));
}

async function list({ trail }: Values, io: Io): Promise<Result<Answer>> {
  const own = trail === undefined ? await accessTrail(io) : await trailFile(io, trail);
  if (!own.ok) return own;
  const events = 'events' in own.value ? own.value.events : own.value;
  const requests = accessRequests(events, DEFAULT_CLOCKS, todayOf(io));
  const reviewed = accessReview(events, todayOf(io));
  const looked = `Grants looked over: ${reviewed.lastOn ?? 'never'}${reviewed.dueOn === null ? '' : `, due ${reviewed.dueOn}`}`;
  return ok({
    text: [...requests.map(requestLine), looked].join('\n'),
    json: { requests, review: reviewed },
    isOverdue: reviewed.overdue || requests.some(({ overdue }) => overdue),
  });
}

function requestLine({ id, keyId, grant, answer, dueOn, overdue }: AccessRequest): string {
  const standing =
    answer === null ? `${overdue ? 'was due' : 'due'} ${dueOn}` : `${answer.how} after ${answer.days} d`;
  return `${id}  ${standing.padEnd(18)}  ${keyId.slice(0, 8)}  ${grantLine(grant)}`;
}

async function ask(values: Values, io: Io): Promise<Result<Answer>> {
  const station = workstationFor(io);
  const key = await keyNamed(station, values.key);
  if (!key.ok) return key;
  const grant = grantFrom(values, todayOf(io));
  if (!grant.ok) return grant;
  const person = await personOpened(station, values.as, io);
  if (!person.ok) return person;
  const { keyId } = key.value;
  const after = { keyId, grant: grant.value, request: randomUUID() };
  const noted = await noteAccess(io, {
    action: 'access.request',
    label: grantLabel(grant.value),
    object: `key:${keyId}`,
    after: after as unknown as Json,
    by: person.value.actorId,
  });
  return noted.ok ? ok({ text: after.request, json: { request: after.request, keyId } }) : noted;
}

/** Codes: those of `requestNamed`, of opening a key, and MAY_NOT_GRANT. */
async function deny(id: string, values: Values, io: Io): Promise<Result<Answer>> {
  const found = await requestNamed(id, io);
  if (!found.ok) return found;
  const { keyId, grant } = found.value;
  const station = workstationFor(io);
  const person = await personOpened(station, values.as, io);
  if (!person.ok) return person;
  const keys = await station.listKeyring({});
  if (!keys.ok) return keys;
  const own = keys.value.find((key) => key.keyId === person.value.keyId);
  const may = mayHandOut(keys.value, own ?? { ...person.value, revokedAt: null }, grant.scope, todayOf(io));
  if (!may.ok) return may;
  const noted = await noteAccess(io, {
    action: 'access.refuse',
    label: grantLabel(grant),
    object: `key:${keyId}`,
    after: { keyId, grant, request: id } as unknown as Json,
    by: person.value.actorId,
  });
  return noted.ok ? ok({ text: `${id} refused`, json: { request: id, answer: 'refused' } }) : noted;
}

async function review(values: Values, io: Io): Promise<Result<Answer>> {
  const station = workstationFor(io);
  const person = await personOpened(station, values.as, io);
  if (!person.ok) return person;
  const keys = await station.listKeyring({});
  if (!keys.ok) return keys;
  const count = keys.value.reduce((sum, key) => sum + grantsHeld(key, LOCAL_TENANT).length, 0);
  const after = { keys: keys.value.length, grants: count };
  const label = `${after.keys} keys and ${count} grants looked over`;
  const by: ActorId = person.value.actorId;
  const noted = await noteAccess(io, { action: 'access.review', label, object: 'keyring', after, by });
  return noted.ok ? ok({ text: label, json: after }) : noted;
}
