/**
 * Which store this laptop syncs with and as whom: the store's key compared and pinned, a person signed in by token or in
 * her browser, her sign-in renewed for as long as the issuer lets it be.
 */
import type { Sha256Hex } from '../../domain/brand.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { base64 } from '../../formats/bundle/bytes.ts';
import { keyIdOf } from '../../formats/bundle/ed25519.ts';
import type { DurableFs } from '../durable-file.ts';
import type { KeyGuard } from '../shell.ts';
import type { Assurance } from './assurance.ts';
import { assuranceOf } from './assurance.ts';
import type { SignedIn } from './browser-login.ts';
import { beginLogin } from './browser-login.ts';
import { askStoreKey } from './http-store.ts';
import { Renewal } from './renewal.ts';
import { portOf } from './store-line.ts';
import type { StoredSettings } from './sync-settings.ts';
import { SettingsFile, storeAddress } from './sync-settings.ts';

export interface StoreLoginOptions {
  readonly home: string;
  readonly fs: DurableFs;
  readonly guard: KeyGuard | null;
  readonly now: () => Date;
  readonly fetch: typeof globalThis.fetch;
  /** Calls back once after so many milliseconds and answers how to call it off. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** Whether this client may sync with that workspace. Code: OTHER_CLIENT. */
  readonly admits: (store: Pick<StoredSettings, 'url' | 'tenant'>) => Promise<Result<true>>;
}

const OTHER_KEY = codedError(
  'STORE_KEY_CHANGED',
  'The store shows another key than the one you compared. Ask whoever runs it before going on.',
);

export class StoreLogin {
  private readonly options: StoreLoginOptions;
  private readonly settings: SettingsFile;
  private readonly renewal: Renewal;
  private signingIn: Promise<Result<true>> | null = null;

  constructor(options: StoreLoginOptions) {
    this.options = options;
    this.settings = new SettingsFile(options.home, options.fs, options.guard);
    this.renewal = new Renewal(options);
  }

  /** null while no store is set up. Codes: SYNC_SETTINGS_DAMAGED and those of reading. */
  store(): Promise<Result<StoredSettings | null>> {
    return this.settings.read();
  }

  /** The token of now, renewed where it is about to run out. Codes: SIGNED_OUT, ISSUER_UNREACHABLE. */
  async token(): Promise<Result<string>> {
    const kept = await this.settings.token();
    if (kept === null)
      return refuse(codedError('SIGNED_OUT', 'You are not signed in to the store on this laptop.'));
    return (await this.renewal.isDue()) ? this.renewed(kept) : ok(kept);
  }

  /** How the token of now says she signed in. */
  async assurance(): Promise<Assurance | null> {
    return assuranceOf((await this.settings.token()) ?? '');
  }

  /** Another token than one the store did not take. Codes: SIGNED_OUT, ISSUER_UNREACHABLE. */
  renewed(spent: string): Promise<Result<string>> {
    return this.renewal.renew(spent, this.settings);
  }

  /** The store's key, to be compared with what its operator says. Codes: BAD_STORE_ADDRESS, STORE_UNREACHABLE, ANSWER_FORM. */
  async probe(address: string): Promise<Result<{ url: string; storeKey: Sha256Hex }>> {
    const url = storeAddress(address);
    if (!url.ok) return url;
    const key = await askStoreKey({ url: url.value, fetch: this.options.fetch });
    return key.ok ? ok({ url: url.value, storeKey: keyIdOf(key.value) }) : key;
  }

  /** Codes: those of `probe`, STORE_KEY_CHANGED, SIGNED_OUT, OTHER_IDENTITY, OTHER_CLIENT and those of writing. */
  async setUp(
    input: { readonly url: string; readonly storeKey: string },
    signedIn: SignedIn,
  ): Promise<Result<true>> {
    const url = storeAddress(input.url);
    if (!url.ok) return url;
    const key = await askStoreKey({ url: url.value, fetch: this.options.fetch });
    if (!key.ok) return key;
    if (keyIdOf(key.value) !== input.storeKey) return refuse(OTHER_KEY);
    const nobody = { url: url.value, tenant: '' as StoredSettings['tenant'], subject: '' };
    const asked = portOf({ ...nobody, storeKey: base64(key.value) }, signedIn.token, this.options.fetch);
    const identity = await asked.identity();
    if (!identity.ok) return identity;
    const now = { url: url.value, ...identity.value, storeKey: base64(key.value) };
    const other = await this.otherThanBefore(now);
    if (!other.ok) return other;
    const ours = await this.options.admits(now);
    if (!ours.ok) return ours;
    const kept = await this.settings.keep(now, signedIn.token);
    return kept.ok ? this.renewal.begin(signedIn) : kept;
  }

  /**
   * Signs in with the person's browser, which is to open the address; `loggedIn` answers once she has. Codes: those of
   * `probe`, STORE_KEY_CHANGED and those of `beginLogin`.
   */
  async login(
    input: { readonly url: string; readonly storeKey: string },
    setUp: (signedIn: SignedIn) => Promise<Result<true>>,
  ): Promise<Result<{ open: string }>> {
    const probed = await this.probe(input.url);
    if (!probed.ok) return probed;
    if (probed.value.storeKey !== input.storeKey) return refuse(OTHER_KEY);
    const { fetch, after, now } = this.options;
    const begun = await beginLogin({ url: probed.value.url, fetch, after, now });
    if (!begun.ok) return begun;
    const { open, signedIn } = begun.value;
    this.signingIn = signedIn.then((told) => (told.ok ? setUp(told.value) : told));
    return ok({ open });
  }

  /** Codes: LOGIN_NOT_BEGUN, LOGIN_FAILED, LOGIN_LATE and those of `setUp`. */
  loggedIn(): Promise<Result<true>> {
    const none = refuse(codedError('LOGIN_NOT_BEGUN', 'Nobody is signing in. Begin again.'));
    return this.signingIn ?? Promise.resolve(none);
  }

  /** A new token is for whom this laptop syncs as already: what lies here goes out under no other name by mistake. */
  private async otherThanBefore(
    now: Pick<StoredSettings, 'url' | 'tenant' | 'subject'>,
  ): Promise<Result<true>> {
    const settings = await this.settings.read();
    const before = settings.ok ? settings.value : null;
    if (before === null || before.url !== now.url) return ok(true);
    if (before.tenant === now.tenant && before.subject === now.subject) return ok(true);
    const message = `This token is ${now.subject}’s of ${now.tenant}, and this laptop syncs as ${before.subject} of ${before.tenant}. Disconnect this laptop first.`;
    return refuse(codedError('OTHER_IDENTITY', message));
  }

  /** Forgets store and sign-in, which the issuer is told of where it listens. */
  async forget(): Promise<void> {
    await this.renewal.end();
    await this.settings.forget();
  }
}
