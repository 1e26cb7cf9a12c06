/**
 * A sign-in that outlasts its token, where the issuer gives a refresh token (RFC 6749, section 6). It lies beside the
 * token, sealed by the keychain or under file permissions as that is. Issuers that hand out a new one each time take a
 * second use of the old one for theft, so one process at a time renews, and what came is on the disk before it is used.
 */
import { join } from 'node:path';
import * as oidc from 'openid-client';
import type { IsoTime } from '../../domain/brand.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { flag, object, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { base64, fromBase64, textOrNull, utf8 } from '../../formats/bundle/bytes.ts';
import type { DurableFs } from '../durable-file.ts';
import { errnoOf, readBytes, writeDurably } from '../durable-file.ts';
import type { KeyGuard } from '../shell.ts';
import type { Renewable, SignedIn } from './browser-login.ts';
import { clientOf, signedInBy } from './browser-login.ts';
import { fileBytes, parseFile } from './sync-files.ts';
import type { SettingsFile } from './sync-settings.ts';

export interface RenewalOptions {
  readonly home: string;
  readonly fs: DurableFs;
  readonly guard: KeyGuard | null;
  readonly now: () => Date;
  readonly fetch: typeof globalThis.fetch;
}

interface RenewalFile {
  readonly issuer: string;
  readonly clientId: string;
  readonly idToken: boolean;
  readonly refresh: string;
  readonly until: IsoTime;
  readonly guarded: boolean;
}

const checkRenewal: Check<RenewalFile> = object<RenewalFile>({
  issuer: text,
  clientId: text,
  idToken: flag,
  refresh: text,
  until: is.isoTime,
  guarded: flag,
});

/** A round is over well before. */
const EARLY_MS = 120_000;
/** Whoever holds the turn longer was cut off: the issuer answers or is given up in less. */
const STALE_MS = 60_000;
const TURN_STEP_MS = 100;

const signedOut = refuse(codedError('SIGNED_OUT', 'Your sign-in has ended. Sign in again.'));
const unreachable = refuse(
  codedError('ISSUER_UNREACHABLE', 'The login cannot be reached to renew your sign-in. It is tried again.'),
);

export class Renewal {
  private readonly options: RenewalOptions;
  private renewing: Promise<Result<string>> | null = null;

  constructor(options: RenewalOptions) {
    this.options = options;
  }

  private path(name: 'refresh.json' | 'refresh.turn'): string {
    return join(this.options.home, 'sync', name);
  }

  /** From now on; a sign-in that cannot be renewed leaves none of another behind. */
  async begin({ renew }: SignedIn): Promise<Result<true>> {
    return renew === null ? this.unlink('refresh.json') : this.keep(renew);
  }

  private async keep(renew: Renewable): Promise<Result<true>> {
    const { guard, fs } = this.options;
    const refresh = guard === null ? renew.refresh : base64(await guard.seal(utf8(renew.refresh)));
    const file: RenewalFile = { ...renew, refresh, guarded: guard !== null };
    return writeDurably(this.path('refresh.json'), fileBytes(file), fs);
  }

  private async kept(): Promise<Renewable | null> {
    const bytes = await readBytes(this.path('refresh.json'), this.options.fs);
    const file = bytes.ok ? parseFile(checkRenewal, bytes.value) : null;
    if (file === null) return null;
    const { guarded, ...renew } = file;
    if (!guarded) return renew;
    const opened = await this.options.guard?.open(fromBase64(renew.refresh) ?? new Uint8Array());
    const refresh = opened?.ok === true ? textOrNull(opened.value) : null;
    return refresh === null ? null : { ...renew, refresh };
  }

  /** Whether the token runs out before a round would be over, and can be renewed. */
  async isDue(): Promise<boolean> {
    const kept = await this.kept();
    return kept !== null && Date.parse(kept.until) - this.options.now().getTime() < EARLY_MS;
  }

  /**
   * A token after `spent`. Codes: SIGNED_OUT (nothing to renew by, or the issuer refuses: it is forgotten then),
   * ISSUER_UNREACHABLE (kept, and tried again), those of writing.
   */
  renew(spent: string, settings: SettingsFile): Promise<Result<string>> {
    this.renewing ??= this.inTurn(spent, settings).finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async inTurn(spent: string, settings: SettingsFile): Promise<Result<string>> {
    if ((await this.kept()) === null) return signedOut;
    const taken = await this.takeTurn();
    if (!taken.ok) return taken;
    try {
      // Another process was quicker: its token is the one.
      const now = await settings.token();
      return now !== null && now !== spent ? ok(now) : await this.ask(settings);
    } finally {
      await this.unlink('refresh.turn');
    }
  }

  private async ask(settings: SettingsFile): Promise<Result<string>> {
    const kept = await this.kept();
    if (kept === null) return signedOut;
    let next: SignedIn;
    try {
      const client = await clientOf(kept, this.options.fetch);
      const tokens = await oidc.refreshTokenGrant(client, kept.refresh);
      next = signedInBy(tokens, kept, this.options.now(), kept.refresh);
    } catch (cause) {
      if (!(cause instanceof oidc.ResponseBodyError)) return unreachable;
      await this.unlink('refresh.json');
      return signedOut;
    }
    if (next.token === '') return signedOut;
    const begun = await this.begin(next);
    if (!begun.ok) return begun;
    const stored = await settings.keepToken(next.token);
    return stored.ok ? ok(next.token) : stored;
  }

  /** Waits for another process that renews. */
  private async takeTurn(): Promise<Result<true>> {
    const { fs } = this.options;
    const began = Date.now();
    for (;;) {
      const taken = await writeDurably(this.path('refresh.turn'), utf8(''), fs, { exclusive: true });
      if (taken.ok || taken.errors[0]?.code !== 'FILE_EXISTS') return taken;
      const held = await fs.stat(this.path('refresh.turn')).catch(() => null);
      if (held !== null && Date.now() - held.mtime.getTime() > STALE_MS) await this.unlink('refresh.turn');
      if (Date.now() - began > STALE_MS) return unreachable;
      await new Promise((resolve) => setTimeout(resolve, TURN_STEP_MS));
    }
  }

  /** Tells the issuer that nobody will renew any more, where it listens (RFC 7009); offline it is forgotten here alone. */
  async end(): Promise<void> {
    const kept = await this.kept();
    if (kept === null) return;
    await this.unlink('refresh.json');
    try {
      const client = await clientOf(kept, this.options.fetch);
      if (client.serverMetadata().revocation_endpoint !== undefined)
        await oidc.tokenRevocation(client, kept.refresh, { token_type_hint: 'refresh_token' });
    } catch {
      // The token ends by itself; disconnecting must not wait for a network.
    }
  }

  private async unlink(name: 'refresh.json' | 'refresh.turn'): Promise<Result<true>> {
    await this.options.fs.unlink(this.path(name)).catch((cause: unknown) => {
      if (errnoOf(cause) !== 'ENOENT') throw cause;
    });
    return ok(true);
  }
}
