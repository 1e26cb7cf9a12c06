/** The keys that count for one command: those of a keyring file, or those this machine trusts. */
import type { Keyring } from '../domain/governance/keyring.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { parseKeyring } from '../formats/bundle/keyring-file.ts';
import { naming } from './command.ts';
import type { Io } from './io.ts';
import { workstationFor } from './workstation.ts';

/**
 * `root`: the fingerprint that must have signed the file, where the person knows it.
 * Codes: those of reading a file and a keyring, ROOT_WRONG.
 */
export async function keyringAt(
  io: Io,
  path: string | undefined,
  root: string | undefined,
): Promise<Result<Keyring>> {
  if (path === undefined) return workstationFor(io).listKeyring({});
  const file = await io.readFile(path);
  if (!file.ok) return file;
  const read = naming(path, parseKeyring(new TextDecoder().decode(file.value)));
  if (!read.ok) return read;
  const { keyId } = read.value.root;
  if (root === undefined || root.replaceAll(/\s/g, '').toLowerCase() === keyId) return ok(read.value.keys);
  return refuse(codedError('ROOT_WRONG', `${path} is signed by the root ${keyId}, not by ${root}.`));
}
