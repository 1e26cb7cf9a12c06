/**
 * One client as one file: every file of its folder and what the page keeps of it, sealed with a passphrase (a key of its
 * own under AES-256-GCM, wrapped by scrypt as the keys of people are). Logins to a store are left out: whoever opens the
 * file elsewhere signs in there.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { IsoTime } from '../../domain/brand.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults, list, object, oneOf, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { base64, fromBase64 } from '../../formats/bundle/bytes.ts';
import { decodeFrame, encodeFrame } from '../../formats/wire/frame.ts';
import type { DurableFs } from '../durable-file.ts';
import { readBytes, writeDurably } from '../durable-file.ts';
import type { WrappedKey } from '../key-wrapping.ts';
import { checkWrappedKey, unwrapKey, wrapKey } from '../key-wrapping.ts';
import { clientFiles } from './client-contents.ts';
import { CLIENT_PARTS } from './clients.ts';

interface Sealed {
  readonly format: 'bailiwick.client-backup';
  readonly formatVersion: '1';
  readonly name: string;
  readonly at: IsoTime;
  readonly key: WrappedKey;
  readonly iv: string;
  readonly tag: string;
  readonly body: Uint8Array;
}

export interface ClientBackup {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** What the page keeps, as the page wrote it. */
  readonly page: Uint8Array;
}

const bytes: Check<Uint8Array> = (value, path, faults) => {
  if (value instanceof Uint8Array) return value;
  faults.add(path, 'must be bytes');
  return new Uint8Array();
};

const checkSealed: Check<Sealed> = object<Sealed>({
  format: oneOf('bailiwick.client-backup'),
  formatVersion: oneOf('1'),
  name: text,
  at: is.isoTime,
  key: checkWrappedKey,
  iv: text,
  tag: text,
  body: bytes,
});

const checkBody = object<Omit<ClientBackup, 'name'>>({
  files: list(object<ClientBackup['files'][number]>({ path: text, bytes })),
  page: bytes,
});

/** Tokens are a login, not data; nothing else is left behind. */
const LOGINS: ReadonlySet<string> = new Set(['sync/token.json', 'sync/refresh.json']);

const bound = (name: string, at: string): string => `bailiwick.client-backup\n${name}\n${at}`;

export async function writeBackup(
  folder: string,
  what: { readonly name: string; readonly page: Uint8Array; readonly at: IsoTime },
  passphrase: string,
  { fs, cost }: { readonly fs: DurableFs; readonly cost: number | undefined },
): Promise<Result<Uint8Array>> {
  const files: ClientBackup['files'][number][] = [];
  for (const path of await clientFiles(folder, fs)) {
    if (LOGINS.has(path)) continue;
    const read = await readBytes(join(folder, path), fs);
    if (!read.ok) return read;
    files.push({ path, bytes: read.value });
  }
  const { name, page, at } = what;
  const [key, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(encodeFrame({ files, page })), cipher.final()]);
  const sealed: Sealed = {
    format: 'bailiwick.client-backup',
    formatVersion: '1',
    name,
    at,
    key: await wrapKey(key, passphrase, bound(name, at), cost),
    iv: base64(iv),
    tag: base64(cipher.getAuthTag()),
    body: new Uint8Array(body),
  };
  return ok(encodeFrame(sealed));
}

/** Codes: BACKUP_FORM, WRONG_PASSPHRASE. */
export async function readBackup(file: Uint8Array, passphrase: string): Promise<Result<ClientBackup>> {
  const sealed = parsed(checkSealed, file);
  if (sealed === null)
    return refuse(codedError('BACKUP_FORM', 'This is no backup of a client. Choose another file.'));
  const key = await unwrapKey(sealed.key, passphrase, bound(sealed.name, sealed.at));
  if (!key.ok) return refuse(codedError('WRONG_PASSPHRASE', 'That is not the passphrase of this backup.'));
  const decode = (value: string): Uint8Array => fromBase64(value) ?? new Uint8Array();
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.value, decode(sealed.iv), { authTagLength: 16 });
    decipher.setAuthTag(decode(sealed.tag));
    const plain = Buffer.concat([decipher.update(sealed.body), decipher.final()]);
    const body = parsed(checkBody, new Uint8Array(plain));
    if (body?.files.every(({ path }) => isInside(path)) === true) return ok({ name: sealed.name, ...body });
  } catch {
    // Said below: one changed byte and GCM opens nothing.
  }
  return refuse(
    codedError('BACKUP_FORM', 'This backup is cut short or was changed. Use another copy of it.'),
  );
}

function parsed<T>(check: Check<T>, frame: Uint8Array): T | null {
  const data = decodeFrame(frame);
  if (!data.ok) return null;
  const faults = new Faults();
  const value = check(data.value, '', faults);
  return faults.list.length === 0 ? value : null;
}

/** One of a client's own parts, and no way out of it. */
function isInside(path: string): boolean {
  const [part = '', ...rest] = path.split('/');
  return (
    CLIENT_PARTS.includes(part) &&
    !LOGINS.has(path) &&
    rest.every((name) => /^[\w-][\w.-]{0,199}$/.test(name))
  );
}

/** Into a folder nobody looks at yet. */
export async function unfoldBackup(
  backup: ClientBackup,
  folder: string,
  fs: DurableFs,
): Promise<Result<true>> {
  for (const { path, bytes: content } of backup.files) {
    const written = await writeDurably(join(folder, path), content, fs, { exclusive: true });
    if (!written.ok) return written;
  }
  return ok(true);
}
