/** Which store this laptop syncs with, and as whom; the token lies in a file of its own that only this login can read. */
import { join } from 'node:path';
import type { Check } from '../../domain/bundle/check.ts';
import { flag, object, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { TenantId } from '../../domain/brand.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { base64, fromBase64, textOrNull, utf8 } from '../../formats/bundle/bytes.ts';
import type { DurableFs } from '../durable-file.ts';
import { errnoOf, readBytes, writeDurably } from '../durable-file.ts';
import type { KeyGuard } from '../shell.ts';
import { fileBytes, parseFile } from './sync-files.ts';

export interface StoredSettings {
  readonly url: string;
  readonly tenant: TenantId;
  readonly subject: string;
  /** base64 of the raw 32 bytes. */
  readonly storeKey: string;
}

const checkSettings: Check<StoredSettings> = object<StoredSettings>({
  url: text,
  tenant: is.tenantId,
  subject: text,
  storeKey: text,
});

const checkToken = object<{ token: string; guarded: boolean }>({ token: text, guarded: flag });

/** https, or this very machine; never a path, a name or a password in it. Code: BAD_STORE_ADDRESS. */
export function storeAddress(address: string): Result<string> {
  const url = URL.canParse(address) ? new URL(address) : null;
  const local = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const plain =
    url !== null && url.username === '' && url.password === '' && url.pathname === '/' && url.search === '';
  if (url !== null && plain && (url.protocol === 'https:' || (url.protocol === 'http:' && local)))
    return ok(url.origin);
  const message = `"${address}" is not a store\u2019s address. Give it like https://store.example.com.`;
  return refuse(codedError('BAD_STORE_ADDRESS', message));
}

export class SettingsFile {
  private readonly folder: string;
  private readonly fs: DurableFs;
  private readonly guard: KeyGuard | null;

  constructor(home: string, fs: DurableFs, guard: KeyGuard | null) {
    this.folder = join(home, 'sync');
    this.fs = fs;
    this.guard = guard;
  }

  /** null while sync is not set up. Codes: SYNC_SETTINGS_DAMAGED and those of reading. */
  async read(): Promise<Result<StoredSettings | null>> {
    const path = join(this.folder, 'settings.json');
    const bytes = await readBytes(path, this.fs);
    if (!bytes.ok) return bytes.errors[0]?.code === 'FILE_NOT_FOUND' ? ok(null) : bytes;
    const settings = parseFile(checkSettings, bytes.value);
    return settings === null
      ? refuse(codedError('SYNC_SETTINGS_DAMAGED', `${path} is damaged. Set up sync again.`, { path }))
      : ok(settings);
  }

  async token(): Promise<string | null> {
    const bytes = await readBytes(join(this.folder, 'token.json'), this.fs);
    const read = bytes.ok ? parseFile(checkToken, bytes.value) : null;
    if (read === null || !read.guarded) return read?.token ?? null;
    const opened = await this.guard?.open(fromBase64(read.token) ?? new Uint8Array());
    return opened?.ok === true ? textOrNull(opened.value) : null;
  }

  async keepToken(token: string): Promise<Result<true>> {
    const { guard } = this;
    const kept = guard === null ? token : base64(await guard.seal(utf8(token)));
    const file = fileBytes({ token: kept, guarded: guard !== null });
    return writeDurably(join(this.folder, 'token.json'), file, this.fs);
  }

  async keep(settings: StoredSettings, token: string): Promise<Result<true>> {
    const written = await this.keepToken(token);
    return written.ok
      ? writeDurably(join(this.folder, 'settings.json'), fileBytes(settings), this.fs)
      : written;
  }

  /** Versions, receipts and the checkpoint stay; only the connection is forgotten. */
  async forget(): Promise<void> {
    for (const name of ['token.json', 'settings.json']) {
      await this.fs.unlink(join(this.folder, name)).catch((cause: unknown) => {
        if (errnoOf(cause) !== 'ENOENT') throw cause;
      });
    }
  }
}
