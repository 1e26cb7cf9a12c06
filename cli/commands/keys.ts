import type { Sha256Hex } from '../../domain/brand.ts';
import type { Role } from '../../domain/governance/role.ts';
import { ROLES } from '../../domain/governance/role.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { KeyringEntry } from '../../workstation/contract.ts';
import type { Workstation } from '../../workstation/services.ts';
import type { Command } from '../command.ts';
import { naming, parseCommandLine, printJson, refuseInput } from '../command.ts';
import type { Io } from '../io.ts';
import { workstationFor } from '../workstation.ts';

const USAGE = `Usage: bailiwick keys list [--json]
       bailiwick keys new --name NAME --role ROLE [--json]      (passphrase in BAILIWICK_PASSPHRASE)
       bailiwick keys export [--pem] [--key KEYID] [--json]
       bailiwick keys root [--json]
       bailiwick keys trust KEYRING.json [--root FINGERPRINT] [--json]

list    the keys this machine trusts, its own first
new     a person with a key of her own; ROLE is one of ${ROLES.join(', ')}
export  the keyring, signed by this workspace's root; --pem one public key, as openssl reads it (this machine's own
        unless --key names another)
root    the fingerprint of this workspace's root: tell it by another way to whom you hand the keyring
trust   adds the keys of a keyring somebody handed over; --root is the fingerprint its owner told you, and is needed the
        first time only`;

const OPTIONS = {
  json: { type: 'boolean' },
  pem: { type: 'boolean' },
  key: { type: 'string' },
  root: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
} as const;

interface Values {
  readonly pem?: boolean | undefined;
  readonly key?: string | undefined;
  readonly root?: string | undefined;
  readonly name?: string | undefined;
  readonly role?: string | undefined;
}

/** What a subcommand says: to a person, and as the one JSON object. */
interface Answer {
  readonly text: string;
  readonly json: object;
}

export const keys: Command = {
  name: 'keys',
  summary: 'list, make, export or trust signing keys',
  usage: USAGE,
  async run(argv, io) {
    const asked = argv.includes('--json');
    const line = parseCommandLine(argv, OPTIONS, {
      min: 1,
      max: 2,
      what: 'list, new, export, root or trust',
    });
    if (!line.ok) return refuseInput(io, line.errors, asked, USAGE);
    const { values, positionals } = line.value;
    const [word = '', operand] = positionals;
    const answer = await act(word, operand, values, io);
    if (!answer.ok) return refuseInput(io, answer.errors, asked, USAGE);
    if (values.json === true) printJson(io, answer.value.json);
    else io.out(answer.value.text);
    return 0;
  },
};

function act(word: string, operand: string | undefined, values: Values, io: Io): Promise<Result<Answer>> {
  const station = workstationFor(io);
  if (word === 'trust' && operand !== undefined) return trust(station, operand, values.root, io);
  if (operand !== undefined) return usage(`"${operand}" is one operand too many.`);
  if (word === 'list') return list(station);
  if (word === 'root') return root(station);
  if (word === 'new') return create(station, values, io);
  if (word === 'export') return values.pem === true ? exportPem(station, values.key) : exportAll(station);
  return usage(
    word === 'trust' ? 'Which KEYRING.json?' : `"${word}" is none of list, new, export, root, trust.`,
  );
}

const usage = (message: string): Promise<Result<never>> =>
  Promise.resolve(refuse(codedError('USAGE', message)));

const shown = ({ keyId, name, role, actorId, origin, revokedAt }: KeyringEntry) => ({
  keyId,
  name,
  role,
  actorId,
  origin,
  revokedAt,
});

function listing(entries: readonly KeyringEntry[]): Answer {
  const line = (entry: KeyringEntry): string => {
    const revoked = entry.revokedAt === null ? '' : `  revoked ${entry.revokedAt}`;
    return `${entry.keyId}  ${entry.origin.padEnd(7)}  ${entry.role.padEnd(12)}  ${entry.name}${revoked}`;
  };
  return { text: entries.map(line).join('\n'), json: { keys: entries.map(shown) } };
}

async function list(station: Workstation): Promise<Result<Answer>> {
  // Asking makes the machine's own key, which is in its keyring from the first.
  const entries = await station.listKeyring({});
  return entries.ok ? ok(listing(entries.value)) : entries;
}

const isRole = (role: string | undefined): role is Role =>
  (ROLES as readonly (string | undefined)[]).includes(role);

async function create(station: Workstation, { name, role }: Values, io: Io): Promise<Result<Answer>> {
  const passphrase = io.env['BAILIWICK_PASSPHRASE'];
  if (name === undefined) return usage('Say whose key: --name NAME.');
  if (!isRole(role)) {
    const given = role === undefined ? '' : `, not "${role}"`;
    return usage(`--role is one of ${ROLES.join(', ')}${given}.`);
  }
  if (passphrase === undefined)
    return usage('Put the passphrase into BAILIWICK_PASSPHRASE, never on the command line.');
  const made = await station.createProfile({ name, role, passphrase });
  if (!made.ok) return made;
  const { actorId, keyId } = made.value;
  return ok({ text: `${keyId}  ${actorId}`, json: { actorId, keyId, name, role } });
}

async function exportAll(station: Workstation): Promise<Result<Answer>> {
  const file = await station.exportKeyring({});
  if (!file.ok) return file;
  return ok({ text: file.value.keyring, json: JSON.parse(file.value.keyring) as object });
}

async function exportPem(station: Workstation, key: string | undefined): Promise<Result<Answer>> {
  const own = await station.machineSigner();
  if (!own.ok) return own;
  const keyId = key === undefined ? own.value.signer.keyId : (key as Sha256Hex);
  const pem = await station.exportPublicKey({ keyId });
  return pem.ok ? ok({ text: pem.value.pem, json: { keyId, pem: pem.value.pem } }) : pem;
}

async function root(station: Workstation): Promise<Result<Answer>> {
  const found = await station.workspaceRoot({});
  return found.ok ? ok({ text: found.value.keyId, json: { root: found.value.keyId } }) : found;
}

async function trust(
  station: Workstation,
  path: string,
  confirmed: string | undefined,
  io: Io,
): Promise<Result<Answer>> {
  const file = await io.readFile(path);
  if (!file.ok) return file;
  const keyring = new TextDecoder().decode(file.value);
  const entries = naming(path, await station.trustKeyring({ keyring, root: confirmed ?? null }));
  return entries.ok ? ok(listing(entries.value)) : entries;
}
