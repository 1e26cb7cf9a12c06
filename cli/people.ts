/** Whom a command is about, and who runs it: keys by their id or its beginning, people with their keys opened. */
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { KeyringEntry, Profile } from '../workstation/contract.ts';
import type { Workstation } from '../workstation/services.ts';
import type { Io } from './io.ts';

/** Shorter ones are too easily somebody else's. */
const SHORTEST = 8;

/** Codes: USAGE, KEY_UNKNOWN, KEY_AMBIGUOUS. */
export async function keyNamed(
  station: Workstation,
  asked: string | undefined,
): Promise<Result<KeyringEntry>> {
  if (asked === undefined || asked.length < SHORTEST)
    return refuse(codedError('USAGE', `--key takes a key's id, or at least ${SHORTEST} digits of it.`));
  const keys = await station.listKeyring({});
  if (!keys.ok) return keys;
  const [found, another] = keys.value.filter(({ keyId }) => keyId.startsWith(asked.toLowerCase()));
  if (found === undefined)
    return refuse(codedError('KEY_UNKNOWN', `No key ${asked} is here. See bailiwick keys list.`));
  return another === undefined
    ? ok(found)
    : refuse(codedError('KEY_AMBIGUOUS', `More than one key begins with ${asked}. Give more of it.`));
}

/** `name`: hers, or her id. Her key is open afterwards. Codes: USAGE, PERSON_UNKNOWN and those of opening a key. */
export async function personOpened(
  station: Workstation,
  name: string | undefined,
  { env }: Io,
): Promise<Result<Profile>> {
  const passphrase = env['BAILIWICK_PASSPHRASE'];
  if (name === undefined) return refuse(codedError('USAGE', 'Say who does it: --as NAME.'));
  if (passphrase === undefined)
    return refuse(
      codedError('USAGE', 'Put her passphrase into BAILIWICK_PASSPHRASE, never on the command line.'),
    );
  const people = await station.listProfiles({});
  if (!people.ok) return people;
  const [found, another] = people.value.filter((one) => one.actorId === name || one.name === name);
  if (found === undefined)
    return refuse(
      codedError('PERSON_UNKNOWN', `${name} has no key on this machine. See bailiwick keys new.`),
    );
  if (another !== undefined)
    return refuse(
      codedError('PERSON_AMBIGUOUS', `More than one person is called ${name}. Give her id instead.`),
    );
  return station.unlockProfile({ actorId: found.actorId, passphrase });
}
