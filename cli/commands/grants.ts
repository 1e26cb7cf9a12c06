import type { ActorId, IsoDate, TenantId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { GrantNote } from '../../domain/governance/access-requests.ts';
import { accessRequests, grantLabel } from '../../domain/governance/access-requests.ts';
import { DEFAULT_CLOCKS } from '../../domain/governance/approval-settings.ts';
import type { Grant } from '../../domain/governance/grant.ts';
import { grantsHeld } from '../../domain/governance/handing-out.ts';
import { LOCAL_TENANT } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { KeyringEntry } from '../../workstation/contract.ts';
import { accessTrail, noteAccess } from '../access-trail.ts';
import type { Command, ExitCode } from '../command.ts';
import { parseCommandLine, printJson, refuseInput } from '../command.ts';
import type { GrantValues } from '../grant-options.ts';
import { dayOption, GRANT_OPTIONS, grantFrom, grantLine, todayOf } from '../grant-options.ts';
import type { Io } from '../io.ts';
import { keyNamed, personOpened } from '../people.ts';
import { workstationFor } from '../workstation.ts';

const USAGE = `Usage: bailiwick grants list [--key KEYID] [--workspace NAME] [--json]
       bailiwick grants give --key KEYID --role ROLE [--workspace NAME] [--cycle ID] [--territory ID ...]
                        [--from DAY] [--to DAY] --as NAME [--json]        (passphrase in BAILIWICK_PASSPHRASE)
       bailiwick grants give --request ID --as NAME [--json]
       bailiwick grants end --key KEYID --role ROLE [--workspace NAME] [--cycle ID] [--territory ID ...]
                       [--from DAY] [--to DAY] --as NAME [--json]

list  what every key of this machine's keyring may sign as, where and when
give  one grant more; without --cycle or --territory for all of them, from today, until it is ended. --request answers
      what bailiwick access ask asked for
end   a grant after the day --to, today unless it is said; --cycle, --territory and --from say which where a key holds
      more than one in the role

--as is who does it, with a key on this machine. While a workspace has an administrator, only she hands out and ends
grants. They count elsewhere with the keyring that is handed over next (bailiwick keys export).`;

const OPTIONS = {
  ...GRANT_OPTIONS,
  key: { type: 'string' },
  request: { type: 'string' },
  as: { type: 'string' },
  json: { type: 'boolean' },
} as const;

type Values = GrantValues & {
  readonly key?: string | undefined;
  readonly request?: string | undefined;
  readonly as?: string | undefined;
  readonly json?: boolean | undefined;
};

const WORDS = 'list, give or end';

export const grants: Command = {
  name: 'grants',
  summary: 'list, give or end what keys may sign as',
  usage: USAGE,
  async run(argv, io): Promise<ExitCode> {
    const asked = argv.includes('--json');
    const line = parseCommandLine(argv, OPTIONS, { min: 1, max: 1, what: WORDS });
    if (!line.ok) return refuseInput(io, line.errors, asked, USAGE);
    const { values, positionals } = line.value;
    const [word = ''] = positionals;
    const act = { list, give, end }[word as 'list'] as typeof list | undefined;
    const done =
      act === undefined
        ? refuse(codedError('USAGE', `"${word}" is none of ${WORDS}.`))
        : await act(values, io);
    if (!done.ok) return refuseInput(io, done.errors, asked, USAGE);
    const keys = done.value;
    const workspace = (values.workspace ?? LOCAL_TENANT) as TenantId;
    if (asked) printJson(io, { keys: keys.map((key) => shown(key, workspace)) });
    else io.out(keys.flatMap((key) => lines(key, workspace)).join('\n'));
    return 0;
  },
};

const shown = (key: KeyringEntry, workspace: TenantId) => ({
  keyId: key.keyId,
  name: key.name,
  revokedAt: key.revokedAt,
  grants: grantsHeld(key, workspace),
});

const lines = (key: KeyringEntry, workspace: TenantId): readonly string[] => [
  `${key.keyId}  ${key.name}${key.revokedAt === null ? '' : `  revoked ${key.revokedAt}`}`,
  ...grantsHeld(key, workspace).map((grant) => `  ${grantLine(grant)}`),
];

type Changed = Promise<Result<readonly KeyringEntry[]>>;

async function list({ key }: Values, io: Io): Changed {
  const station = workstationFor(io);
  if (key === undefined) return station.listKeyring({});
  const found = await keyNamed(station, key);
  return found.ok ? ok([found.value]) : found;
}

async function give(values: Values, io: Io): Changed {
  const station = workstationFor(io);
  const asked = values.request === undefined ? await described(values, io) : await requested(values, io);
  if (!asked.ok) return asked;
  const { keyId, grant, request } = asked.value;
  const person = await personOpened(station, values.as, io);
  if (!person.ok) return person;
  const by = person.value.actorId;
  const given = await station.grantRole({ keyId, grant, by });
  if (!given.ok) return given;
  const noted = await note(io, 'grant.give', { keyId, grant, request }, by);
  return noted.ok ? ok([given.value]) : noted;
}

const note = (io: Io, action: 'grant.give' | 'grant.end', after: GrantNote, by: ActorId) =>
  noteAccess(io, {
    action,
    label: grantLabel(after.grant),
    object: `key:${after.keyId}`,
    after: after as unknown as Json,
    by,
  });

async function described(values: Values, io: Io): Promise<Result<GrantNote>> {
  const key = await keyNamed(workstationFor(io), values.key);
  if (!key.ok) return key;
  const grant = grantFrom(values, todayOf(io));
  return grant.ok ? ok({ keyId: key.value.keyId, grant: grant.value, request: null }) : grant;
}

/** What was asked for, and nobody has answered. Codes: USAGE, REQUEST_UNKNOWN, REQUEST_ANSWERED. */
async function requested(values: Values, io: Io): Promise<Result<GrantNote>> {
  const { request = '', key, role, workspace, cycle, territory, from, to } = values;
  if ([key, role, workspace, cycle, territory, from, to].some((one) => one !== undefined))
    return refuse(codedError('USAGE', '--request says key and grant; leave the other options away.'));
  const found = await requestNamed(request, io);
  return found.ok ? ok({ keyId: found.value.keyId, grant: found.value.grant, request }) : found;
}

export async function requestNamed(id: string, io: Io) {
  const trail = await accessTrail(io);
  if (!trail.ok) return trail;
  const found = accessRequests(trail.value.events, DEFAULT_CLOCKS, todayOf(io)).find((one) => one.id === id);
  if (found === undefined)
    return refuse(
      codedError('REQUEST_UNKNOWN', `Nobody asked for ${id} on this machine. See bailiwick access list.`),
    );
  return found.answer === null
    ? ok(found)
    : refuse(codedError('REQUEST_ANSWERED', `${id} was ${found.answer.how} on ${found.answer.at}.`));
}

async function end(values: Values, io: Io): Changed {
  const station = workstationFor(io);
  const key = await keyNamed(station, values.key);
  if (!key.ok) return key;
  const { to: until, ...which } = values;
  const to = until === undefined ? ok(todayOf(io)) : dayOption('to', until);
  if (!to.ok) return to;
  const grant = heldOne(key.value, which, todayOf(io));
  if (!grant.ok) return grant;
  const person = await personOpened(station, values.as, io);
  if (!person.ok) return person;
  const by = person.value.actorId;
  const { keyId } = key.value;
  const ended = await station.endGrant({ keyId, grant: grant.value, to: to.value, by });
  if (!ended.ok) return ended;
  const after = { keyId, grant: { ...grant.value, to: to.value }, request: null };
  const noted = await note(io, 'grant.end', after, by);
  return noted.ok ? ok([ended.value]) : noted;
}

/** Codes: USAGE, GRANT_UNKNOWN, GRANT_AMBIGUOUS. */
function heldOne(key: KeyringEntry, values: GrantValues, today: IsoDate): Result<Grant> {
  const asked = grantFrom(values, today);
  if (!asked.ok) return asked;
  const { role, scope, from } = asked.value;
  const same = (a: readonly string[] | null, b: readonly string[] | null): boolean =>
    JSON.stringify(a?.toSorted()) === JSON.stringify(b?.toSorted());
  const [found, another] = grantsHeld(key, scope.tenant).filter(
    (grant) =>
      grant.role === role &&
      grant.scope.tenant === scope.tenant &&
      (grant.to === null || grant.to >= today) &&
      (values.cycle === undefined || grant.scope.cycle === scope.cycle) &&
      (values.territory === undefined || same(grant.scope.territories, scope.territories)) &&
      (values.from === undefined || grant.from === from),
  );
  if (found === undefined)
    return refuse(codedError('GRANT_UNKNOWN', `${key.name} has no such grant. See bailiwick grants list.`));
  return another === undefined
    ? ok(found)
    : refuse(
        codedError(
          'GRANT_AMBIGUOUS',
          `${key.name} has more than one such grant. Say which by --cycle, --territory or --from.`,
        ),
      );
}
