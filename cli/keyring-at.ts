/** Whom one command believes: the keys and stores of a keyring file, or those this machine trusts. */
import type { SeenLog, TrustedStore } from '../domain/bundle/receipts.ts';
import type { Keyring } from '../domain/governance/keyring.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { parseKeyring } from '../formats/bundle/keyring-file.ts';
import { naming } from './command.ts';
import type { Io } from './io.ts';
import { workstationFor } from './workstation.ts';

export interface Believed {
  readonly keyring: Keyring;
  readonly stores: readonly TrustedStore[];
  /** Logs this machine has seen; none where a file alone decides. */
  readonly seen: readonly SeenLog[];
}

/**
 * `root`: the fingerprint that must have signed the file, where the person knows it.
 * Codes: those of reading a file and a keyring, ROOT_WRONG.
 */
export async function keyringAt(
  io: Io,
  path: string | undefined,
  root: string | undefined,
): Promise<Result<Believed>> {
  if (path === undefined) return ofThisMachine(io);
  const file = await io.readFile(path);
  if (!file.ok) return file;
  const read = naming(path, parseKeyring(new TextDecoder().decode(file.value)));
  if (!read.ok) return read;
  const { keyId } = read.value.root;
  const { keys, stores } = read.value;
  if (root === undefined || root.replaceAll(/\s/g, '').toLowerCase() === keyId)
    return ok({ keyring: keys, stores, seen: [] });
  return refuse(codedError('ROOT_WRONG', `${path} is signed by the root ${keyId}, not by ${root}.`));
}

async function ofThisMachine(io: Io): Promise<Result<Believed>> {
  const station = workstationFor(io);
  const keyring = await station.listKeyring({});
  if (!keyring.ok) return keyring;
  const known = await station.syncStores({});
  return known.ok ? ok({ keyring: keyring.value, ...known.value }) : known;
}
