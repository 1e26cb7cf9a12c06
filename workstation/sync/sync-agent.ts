/**
 * Sync for as long as the laptop is awake: a round at the start, when a person or a returning network asks, and by
 * timer; never only on the next edit (powersync-native#15). What it does is `syncRound`; here is when, and what is shown.
 */
import type { IsoTime, Sha256Hex, VersionId } from '../../domain/brand.ts';
import type { SeenLog, TrustedStore } from '../../domain/bundle/receipts.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { base64, fromBase64 } from '../../formats/bundle/bytes.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { keyIdOf } from '../../formats/bundle/ed25519.ts';
import type { DurableFs } from '../durable-file.ts';
import type { KeyringStore } from '../keyring-store.ts';
import type { KeyGuard } from '../shell.ts';
import { retryDelayMs } from './back-off.ts';
import type { Line } from './http-store.ts';
import { beginLogin } from './browser-login.ts';
import { askStoreKey, httpStore } from './http-store.ts';
import type { Alarm, Refusal } from './local.ts';
import { rootOf } from '../../formats/log/merkle.ts';
import type { MirrorVersions } from './mirror-versions.ts';
import { standByReleases } from './stand-by-releases.ts';
import type { Identity, StorePort } from './store-port.ts';
import { SyncFiles } from './sync-files.ts';
import type { LogSoFar, RoundDeps, RoundReport } from './sync-round.ts';
import { syncRound } from './sync-round.ts';
import type { StoredSettings } from './sync-settings.ts';
import { SettingsFile, storeAddress } from './sync-settings.ts';
import type { SyncPhase, SyncStatus } from './sync-status.ts';
import { versionsStanding } from './sync-status.ts';
import type { WorkspacePort } from './workspace-port.ts';
import { workspacePort } from './workspace-port.ts';
import type { Workspace } from './workspace.ts';

export interface SyncAgentOptions {
  readonly home: string;
  readonly fs: DurableFs;
  readonly guard: KeyGuard | null;
  readonly versions: MirrorVersions;
  readonly keyring: Pick<KeyringStore, 'stores' | 'noteRevoked'>;
  readonly workspace: Workspace;
  readonly now: () => Date;
  readonly fetch: typeof globalThis.fetch;
  /** 0 up to 1. */
  readonly random: () => number;
  /** Calls back once after so many milliseconds and answers how to call it off. */
  readonly after: (ms: number, work: () => void) => () => void;
}

interface Standing {
  readonly phase: SyncPhase;
  readonly offlineSince: IsoTime | null;
  readonly lastSyncAt: IsoTime | null;
  readonly nextTryAt: IsoTime | null;
  readonly error: Refusal | null;
  readonly clockSkewMs: number | null;
  readonly refused: ReadonlyMap<VersionId, Refusal>;
}

const AT_REST: Standing = {
  phase: 'waiting',
  offlineSince: null,
  lastSyncAt: null,
  nextTryAt: null,
  error: null,
  clockSkewMs: null,
  refused: new Map(),
};

/** A person has to look before anything is tried again. */
const STOPS: ReadonlySet<string> = new Set([
  'STORE_FORKED',
  'LOG_FALSE',
  'OTHER_IDENTITY',
  'CHECKPOINT_DAMAGED',
  'STORE_KEY_CHANGED',
]);

const OTHER_KEY = codedError(
  'STORE_KEY_CHANGED',
  'The store shows another key than the one you compared. Ask whoever runs it before going on.',
);

export class SyncAgent {
  private readonly options: SyncAgentOptions;
  private readonly settings: SettingsFile;
  private standing = AT_REST;
  private readonly sending = new Set<VersionId>();
  private readonly logSoFar: LogSoFar = { entries: [] };
  private running: Promise<Result<RoundReport>> | null = null;
  private failures = 0;
  private callOff: (() => void) | null = null;
  private started = false;
  private signingIn: Promise<Result<true>> | null = null;

  constructor(options: SyncAgentOptions) {
    this.options = options;
    this.settings = new SettingsFile(options.home, options.fs, options.guard);
  }

  /** The first to ask starts it: a laptop on which nobody looks has nobody to sync for. */
  start(): void {
    if (this.started) return;
    this.started = true;
    void this.round();
  }

  /** Something was kept just now: it need not wait for the timer. A round that is under way may have listed before it. */
  nudge(): void {
    if (!this.started) return;
    const { running } = this;
    if (running === null) void this.round();
    else void running.then(() => this.round());
  }

  /** The store's key, to be compared with what its operator says. Codes: BAD_STORE_ADDRESS, STORE_UNREACHABLE, ANSWER_FORM. */
  async probe(address: string): Promise<Result<{ url: string; storeKey: Sha256Hex }>> {
    const url = storeAddress(address);
    if (!url.ok) return url;
    const key = await askStoreKey({ url: url.value, fetch: this.options.fetch });
    return key.ok ? ok({ url: url.value, storeKey: keyIdOf(key.value) }) : key;
  }

  /** Codes: those of `probe`, STORE_KEY_CHANGED, SIGNED_OUT, OTHER_IDENTITY and those of writing. */
  async setUp(input: { url: string; storeKey: string; token: string }): Promise<Result<true>> {
    const url = storeAddress(input.url);
    if (!url.ok) return url;
    const key = await askStoreKey({ url: url.value, fetch: this.options.fetch });
    if (!key.ok) return key;
    if (keyIdOf(key.value) !== input.storeKey) {
      return refuse(OTHER_KEY);
    }
    const port = this.port(
      { url: url.value, tenant: '' as StoredSettings['tenant'], subject: '', storeKey: base64(key.value) },
      input.token,
    );
    const identity = await port.identity();
    if (!identity.ok) return identity;
    const other = await this.otherThanBefore({ url: url.value, ...identity.value });
    if (!other.ok) return other;
    const kept = await this.settings.keep(
      { url: url.value, ...identity.value, storeKey: base64(key.value) },
      input.token,
    );
    if (!kept.ok) return kept;
    this.standing = AT_REST;
    this.options.workspace.forget();
    this.started = true;
    void this.round();
    return ok(true);
  }

  /**
   * Signs in with the person's browser, which is to open the address; `loggedIn` answers once she has. Codes: those of
   * `probe`, STORE_KEY_CHANGED and those of `beginLogin`.
   */
  async login(input: { url: string; storeKey: string }): Promise<Result<{ open: string }>> {
    const probed = await this.probe(input.url);
    if (!probed.ok) return probed;
    if (probed.value.storeKey !== input.storeKey) return refuse(OTHER_KEY);
    const { url, storeKey } = probed.value;
    const begun = await beginLogin({ url, fetch: this.options.fetch, after: this.options.after });
    if (!begun.ok) return begun;
    const { open, token } = begun.value;
    this.signingIn = token.then((told) =>
      told.ok ? this.setUp({ url, storeKey, token: told.value }) : told,
    );
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

  async stop(): Promise<Result<true>> {
    this.callOff?.();
    await this.running;
    await this.settings.forget();
    this.callOff?.();
    this.standing = AT_REST;
    this.options.workspace.forget();
    return ok(true);
  }

  /** Before a round, never beside one: a round under way knows nothing of it, and would raise the alarm again. */
  async dismiss(code: Alarm['code']): Promise<Result<true>> {
    const settings = await this.settings.read();
    if (!settings.ok) return settings;
    if (settings.value === null) return ok(true);
    while (this.running !== null) await this.running;
    const dismissed = this.files(settings.value).dismiss(code);
    this.running = dismissed.then(() => this.runRound()).finally(() => (this.running = null));
    this.running.catch(() => undefined);
    await dismissed;
    return ok(true);
  }

  /** One round now; whoever asks while one runs gets that one's outcome. Codes: SYNC_OFF and those of `syncRound`. */
  round(): Promise<Result<RoundReport>> {
    this.running ??= this.runRound().finally(() => (this.running = null));
    return this.running;
  }

  private async runRound(): Promise<Result<RoundReport>> {
    this.callOff?.();
    const settings = await this.settings.read();
    if (!settings.ok) return this.ended(settings);
    if (settings.value === null)
      return refuse(codedError('SYNC_OFF', 'No store is set up. Name one with its address first.'));
    const token = await this.settings.token();
    if (token === null)
      return this.ended(
        refuse(codedError('SIGNED_OUT', 'You are not signed in to the store on this laptop.')),
      );
    this.standing = { ...this.standing, phase: 'syncing' };
    const { tenant, subject } = settings.value;
    const workspace = workspacePort(this.line(settings.value, token));
    // Keys first, so that what they signed is believed in the same round; without them the round goes on as it can.
    await this.options.workspace.look(workspace);
    const deps: RoundDeps = {
      port: this.port(settings.value, token),
      local: this.options.versions,
      memory: this.files(settings.value),
      logSoFar: this.logSoFar,
      rootOf,
      now: () => this.now(),
      bound: { tenant, subject },
      store: storeOf(settings.value),
      onRevoked: (keyId, revokedIn) => this.options.keyring.noteRevoked(keyId, revokedIn),
      onStep: ({ kind, versionId }) => {
        if (kind === 'sending') this.sending.add(versionId);
        else this.sending.delete(versionId);
      },
    };
    const first = await syncRound(deps);
    // What came has no receipts here yet: a second round has the store give them.
    const second = first.ok && first.value.fetched > 0 ? await syncRound(deps) : first;
    const round =
      first.ok && second.ok && second !== first
        ? ok({ ...second.value, sent: first.value.sent, fetched: first.value.fetched })
        : second;
    if (round.ok) await this.standBy(workspace, tenant);
    return this.ended(round);
  }

  /** After a round: what was released here is released in the store. */
  private async standBy(workspace: WorkspacePort, tenant: string): Promise<void> {
    const listed = await this.options.versions.list();
    if (!listed.ok) return;
    const done = await standByReleases(
      workspace,
      listed.value.versions.filter((version) => version.tenant === tenant),
    );
    if (!done.ok) this.options.workspace.troubled(done.errors);
  }

  /** Something about the workspace that a person asked for. Codes: SYNC_OFF, SIGNED_OUT and those of the work. */
  async inWorkspace(
    work: (workspace: Workspace, port: WorkspacePort, as: Identity) => Promise<Result<true>>,
  ): Promise<Result<true>> {
    const settings = await this.settings.read();
    if (!settings.ok) return settings;
    const token = await this.settings.token();
    if (settings.value === null || token === null)
      return refuse(codedError('SYNC_OFF', 'Connect this laptop with the store first.'));
    const { tenant, subject } = settings.value;
    const port = workspacePort(this.line(settings.value, token));
    return work(this.options.workspace, port, { tenant, subject });
  }

  private ended(outcome: Result<RoundReport>): Result<RoundReport> {
    this.sending.clear();
    const error = outcome.ok ? undefined : outcome.errors[0];
    this.failures = error === undefined ? 0 : this.failures + 1;
    const delay = retryDelayMs(this.failures, this.options.random());
    this.callOff = this.options.after(delay, () => void this.round());
    const nextTryAt = new Date(this.options.now().getTime() + delay).toISOString() as IsoTime;
    this.standing = outcome.ok
      ? {
          phase: 'waiting',
          offlineSince: null,
          lastSyncAt: this.now(),
          nextTryAt,
          error: null,
          clockSkewMs: outcome.value.clockSkewMs,
          refused: outcome.value.refused,
        }
      : this.failed(error, nextTryAt);
    return outcome;
  }

  private failed(error: CodedError | undefined, nextTryAt: IsoTime): Standing {
    const code = error?.code ?? 'UNKNOWN';
    const offline = code === 'STORE_UNREACHABLE' || code === 'STORE_BUSY';
    const phase = offline
      ? 'offline'
      : code === 'SIGNED_OUT'
        ? 'signed-out'
        : STOPS.has(code)
          ? 'stopped'
          : 'waiting';
    return {
      ...this.standing,
      phase,
      offlineSince: offline ? (this.standing.offlineSince ?? this.now()) : null,
      nextTryAt,
      error: { code, message: error?.message ?? '' },
    };
  }

  async status(): Promise<Result<SyncStatus>> {
    const { versions } = this.options;
    const settings = await this.settings.read();
    if (!settings.ok) return settings;
    const listed = await versions.list();
    if (!listed.ok) return listed;
    const quarantined = await versions.quarantined();
    if (!quarantined.ok) return quarantined;
    const files = settings.value === null ? null : this.files(settings.value);
    const receipts = files === null ? ok(new Map()) : await files.receipts();
    if (!receipts.ok) return receipts;
    const seen = files === null ? ok(null) : await files.checkpoint();
    const { refused, ...standing } = this.standing;
    return ok({
      ...standing,
      phase: settings.value === null ? 'off' : standing.phase,
      settings: settings.value === null ? null : shown(settings.value),
      alarms: files === null ? [] : await files.alarms(),
      workspace: settings.value === null ? null : this.options.workspace.standing,
      versions: versionsStanding({
        ...listed.value,
        quarantined: quarantined.value,
        receipts: receipts.value,
        refused,
        sending: this.sending,
        storeEpoch: seen.ok ? (seen.value?.storeEpoch ?? null) : null,
        tenant: settings.value?.tenant ?? null,
      }),
    });
  }

  /** Those of trusted keyrings, and the one this laptop was set up with after its key was compared. */
  async stores(): Promise<Result<readonly TrustedStore[]>> {
    const told = await this.options.keyring.stores();
    const settings = await this.settings.read();
    if (!told.ok || !settings.ok || settings.value === null) return told;
    const pinned = storeOf(settings.value);
    return ok([pinned, ...told.value.filter(({ keyId }) => keyId !== pinned.keyId)]);
  }

  async seen(): Promise<Result<readonly SeenLog[]>> {
    const settings = await this.settings.read();
    if (!settings.ok) return settings;
    if (settings.value === null) return ok([]);
    const log = await this.files(settings.value).seenLog(
      storeOf(settings.value).keyId,
      settings.value.tenant,
    );
    return ok(log === null ? [] : [log]);
  }

  async receiptsOf(versionId: VersionId): Promise<Result<{ receipts: readonly string[] }>> {
    const settings = await this.settings.read();
    if (!settings.ok) return settings;
    if (settings.value === null) return ok({ receipts: [] });
    const listed = await this.options.versions.list();
    if (!listed.ok) return listed;
    const version = listed.value.versions.find((one) => one.versionId === versionId);
    const known = await this.files(settings.value).receipts();
    if (!known.ok) return known;
    const subjects = [versionId as string as Sha256Hex, ...(version?.attestations ?? [])];
    return ok({ receipts: subjects.flatMap((subject) => known.value.get(subject)?.text ?? []) });
  }

  private port(settings: StoredSettings, token: string): StorePort {
    const key = { publicKey: fromBase64(settings.storeKey) ?? new Uint8Array(), tenant: settings.tenant };
    return httpStore({ ...this.line(settings, token), key, sha256: sha256Of });
  }

  private line({ url }: StoredSettings, token: string): Line {
    return { url, token, fetch: this.options.fetch };
  }

  private files(settings: StoredSettings): SyncFiles {
    return new SyncFiles(this.options.home, settings, this.options.fs);
  }

  private now(): IsoTime {
    return this.options.now().toISOString() as IsoTime;
  }
}

function storeOf({ url, storeKey }: StoredSettings): TrustedStore {
  const publicKey = fromBase64(storeKey) ?? new Uint8Array();
  return { keyId: keyIdOf(publicKey), publicKey, origin: url };
}

const shown = ({ url, tenant, subject, storeKey }: StoredSettings): NonNullable<SyncStatus['settings']> => ({
  url,
  tenant,
  subject,
  storeKey: keyIdOf(fromBase64(storeKey) ?? new Uint8Array()),
});
