/**
 * The roots somebody here decided to believe, each in a file of its own: whose lists of keys may be taken in, and the
 * newest list seen of each, so that an older one with a revocation missing is noticed.
 */
import { join } from 'node:path';
import type { IsoTime, Sha256Hex } from '../domain/brand.ts';
import type { Json } from '../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../domain/bundle/canonical-json.ts';
import type { Check } from '../domain/bundle/check.ts';
import { Faults, integer, object, oneOf } from '../domain/bundle/check.ts';
import * as is from '../domain/bundle/checks.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { CodedError, Result } from '../domain/result.ts';
import { textOrNull } from '../formats/bundle/bytes.ts';
import type { SignedKeyring } from '../formats/bundle/keyring-file.ts';
import type { DurableFs } from './durable-file.ts';
import { readBytes, writeDurably } from './durable-file.ts';

interface PinnedRoot {
  readonly format: 'bailiwick.root';
  readonly formatVersion: 1;
  readonly keyId: Sha256Hex;
  /** Of the newest list taken in. */
  readonly serial: number;
  readonly pinnedAt: IsoTime;
}

const checkRoot: Check<PinnedRoot> = object<PinnedRoot>({
  format: oneOf('bailiwick.root'),
  formatVersion: oneOf(1),
  keyId: is.sha256Hex,
  serial: integer(0, Number.MAX_SAFE_INTEGER),
  pinnedAt: is.isoTime,
});

export type PinCode = 'ROOT_UNKNOWN' | 'ROOT_WRONG' | 'KEYRING_OLDER' | 'ROOT_DAMAGED';

/** A key as people compare it over the phone: groups of four. */
const grouped = (keyId: string): string => keyId.replace(/(.{4})(?=.)/g, '$1 ');

export class PinnedRoots {
  private readonly home: string;
  private readonly fs: DurableFs;

  constructor(home: string, fs: DurableFs) {
    this.home = home;
    this.fs = fs;
  }

  /**
   * Whether a list may be taken in. `confirmed` is the fingerprint a person says she compared, null when she was not
   * asked. Codes: PinCode and those of reading.
   */
  async admit(list: SignedKeyring, confirmed: string | null): Promise<Result<true>> {
    const { keyId } = list.root;
    if (confirmed !== null && confirmed.replaceAll(/\s/g, '').toLowerCase() !== keyId) {
      const message = `The keyring is signed by the root ${grouped(keyId)}, not by the one you named. Do not use it.`;
      return refuse(codedError('ROOT_WRONG', message, { root: keyId }));
    }
    const pinned = await this.read(keyId);
    if (!pinned.ok) return pinned;
    if (pinned.value === null) {
      if (confirmed !== null) return ok(true);
      const message = `The keyring is signed by the root ${grouped(keyId)}, which nobody here has confirmed. Compare it with its owner by another way, then confirm it.`;
      return refuse(codedError('ROOT_UNKNOWN', message, { root: keyId }));
    }
    return list.serial < pinned.value.serial ? refuse(older(list.serial, pinned.value.serial)) : ok(true);
  }

  /** Whether a root was confirmed here before. Codes: ROOT_DAMAGED and those of reading. */
  async knows(keyId: Sha256Hex): Promise<Result<boolean>> {
    const pinned = await this.read(keyId);
    return pinned.ok ? ok(pinned.value !== null) : pinned;
  }

  /** Notes the newest list of a root. */
  async keep(list: SignedKeyring, at: IsoTime): Promise<Result<true>> {
    const { keyId } = list.root;
    const known = await this.read(keyId);
    if (!known.ok) return known;
    const pinnedAt = known.value?.pinnedAt ?? at;
    const file: PinnedRoot = {
      format: 'bailiwick.root',
      formatVersion: 1,
      keyId,
      serial: list.serial,
      pinnedAt,
    };
    const text = `${canonicalJson(file as unknown as Json)}\n`;
    return writeDurably(this.path(keyId), Buffer.from(text), this.fs);
  }

  private path(keyId: Sha256Hex): string {
    return join(this.home, 'roots', `${keyId}.json`);
  }

  private async read(keyId: Sha256Hex): Promise<Result<PinnedRoot | null>> {
    const bytes = await readBytes(this.path(keyId), this.fs);
    if (!bytes.ok) return bytes.errors[0]?.code === 'FILE_NOT_FOUND' ? ok(null) : bytes;
    const faults = new Faults();
    try {
      const root = checkRoot(JSON.parse(textOrNull(bytes.value) ?? ''), '', faults);
      if (faults.list.length === 0 && root.keyId === keyId) return ok(root);
    } catch {
      // Said below, like any other damage.
    }
    return refuse(damaged(this.path(keyId)));
  }
}

const older = (given: number, known: number): CodedError =>
  codedError(
    'KEYRING_OLDER',
    `This list is number ${given} of its root; number ${known} is here already. A revocation may be missing in the older one. Ask for the newest.`,
  );

const damaged = (path: string): CodedError =>
  codedError('ROOT_DAMAGED', `${path} cannot be read. Delete it and confirm the root again.`, { path });
