/**
 * Sync for as long as the laptop is awake: a round at the start, when a person or a returning network asks, and by
 * timer; never only on the next edit (powersync-native#15). What it does is `syncRound`; here is when, and what is shown.
 */
import type { IsoTime, Sha256Hex, VersionId } from '../../domain/brand.ts';
import type { SeenLog, TrustedStore } from '../../domain/bundle/receipts.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { rootOf } from '../../formats/log/merkle.ts';
import type { KeyringStore } from '../keyring-store.ts';
import { retryDelayMs } from './back-off.ts';
import type { SignedIn } from './browser-login.ts';
import type { Alarm, Refusal } from './local.ts';
import { rootOnce } from './judge-log.ts';
import type { MirrorVersions } from './mirror-versions.ts';
import { standByReleases } from './stand-by-releases.ts';
import { portOf, storeOf } from './store-line.ts';
import type { StoreLoginOptions } from './store-login.ts';
import { StoreLogin } from './store-login.ts';
import type { Identity } from './store-port.ts';
import { SyncFiles } from './sync-files.ts';
import type { LogSoFar, RoundDeps, RoundReport } from './sync-round.ts';
import { syncRound } from './sync-round.ts';
import type { StoredSettings } from './sync-settings.ts';
import type { SyncPhase, SyncStatus } from './sync-status.ts';
import { versionsStanding } from './sync-status.ts';
import type { WorkspacePort } from './workspace-port.ts';
import { workspacePort } from './workspace-port.ts';
import type { Workspace } from './workspace.ts';

export interface SyncAgentOptions extends StoreLoginOptions {
  readonly versions: MirrorVersions;
  readonly keyring: Pick<KeyringStore, 'stores' | 'noteRevoked'>;
  readonly workspace: Workspace;
  /** 0 up to 1. */
  readonly random: () => number;
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

/** Nothing is wrong here: it is tried again. */
const OFFLINE: ReadonlySet<string> = new Set(['STORE_UNREACHABLE', 'STORE_BUSY', 'ISSUER_UNREACHABLE']);

/** A person has to look before anything is tried again. */
const STOPS: ReadonlySet<string> = new Set([
  'STORE_FORKED',
  'LOG_FALSE',
  'OTHER_IDENTITY',
  'CHECKPOINT_DAMAGED',
  'STORE_KEY_CHANGED',
]);

export class SyncAgent {
  private readonly options: SyncAgentOptions;
  private readonly login: StoreLogin;
  private standing = AT_REST;
  private readonly sending = new Set<VersionId>();
  private readonly logSoFar: LogSoFar = { entries: [] };
  private running: Promise<Result<RoundReport>> | null = null;
  private failures = 0;
  private callOff: (() => void) | null = null;
  private started = false;
  private closed = false;

  private readonly rootOf = rootOnce(rootOf);
  private remembered: { readonly of: string; readonly files: SyncFiles } | null = null;

  constructor(options: SyncAgentOptions) {
    this.options = options;
    this.login = new StoreLogin(options);
  }

  /** The first to ask starts it: a laptop on which nobody looks has nobody to sync for. */
  start(): void {
    if (this.started || this.closed) return;
    this.started = true;
    void this.round();
  }

  /** Something was kept just now: it need not wait for the timer. A round that is under way may have listed before it. */
  nudge(): void {
    if (!this.started || this.closed) return;
    const { running } = this;
    if (running === null) void this.round();
    else void running.then(() => this.round());
  }

  probe(address: string): ReturnType<StoreLogin['probe']> {
    return this.login.probe(address);
  }

  /** Codes: those of `StoreLogin.setUp`. */
  async setUp(input: { url: string; storeKey: string }, signedIn: SignedIn): Promise<Result<true>> {
    const done = await this.login.setUp(input, signedIn);
    if (!done.ok) return done;
    this.standing = AT_REST;
    this.options.workspace.forget();
    this.started = true;
    void this.round();
    return ok(true);
  }

  signIn(input: { url: string; storeKey: string }): Promise<Result<{ open: string }>> {
    return this.login.login(input, (signedIn) => this.setUp(input, signedIn));
  }

  signedIn(): Promise<Result<true>> {
    return this.login.loggedIn();
  }

  async stop(): Promise<Result<true>> {
    this.callOff?.();
    await this.running;
    await this.login.forget();
    this.callOff?.();
    this.standing = AT_REST;
    this.options.workspace.forget();
    return ok(true);
  }

  /** Nothing is tried any more; what is kept stays. */
  async close(): Promise<void> {
    this.closed = true;
    this.callOff?.();
    await this.running;
    this.callOff?.();
  }

  /** Before a round, never beside one: a round under way knows nothing of it, and would raise the alarm again. */
  async dismiss(code: Alarm['code']): Promise<Result<true>> {
    const settings = await this.login.store();
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
    const settings = await this.login.store();
    if (!settings.ok) return this.ended(settings);
    if (settings.value === null)
      return refuse(codedError('SYNC_OFF', 'No store is set up. Name one with its address first.'));
    const token = await this.login.token();
    if (!token.ok) return this.ended(token);
    this.standing = { ...this.standing, phase: 'syncing' };
    const round = await this.roundAs(settings.value, token.value);
    if (round.ok || round.errors[0]?.code !== 'SIGNED_OUT') return this.ended(round);
    // Ended early, or revoked: what is kept to renew it says which.
    const renewed = await this.login.renewed(token.value);
    return this.ended(renewed.ok ? await this.roundAs(settings.value, renewed.value) : renewed);
  }

  private async roundAs(settings: StoredSettings, token: string): Promise<Result<RoundReport>> {
    const { tenant, subject } = settings;
    const workspace = workspacePort({ url: settings.url, token, fetch: this.options.fetch });
    // Keys first, so that what they signed is believed in the same round; without them the round goes on as it can.
    await this.options.workspace.look(workspace);
    const deps: RoundDeps = {
      port: portOf(settings, token, this.options.fetch),
      local: this.options.versions,
      memory: this.files(settings),
      logSoFar: this.logSoFar,
      rootOf: this.rootOf,
      now: () => this.now(),
      bound: { tenant, subject },
      store: storeOf(settings),
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
    return round;
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
    const settings = await this.login.store();
    if (!settings.ok) return settings;
    if (settings.value === null)
      return refuse(codedError('SYNC_OFF', 'Connect this laptop with the store first.'));
    const token = await this.login.token();
    if (!token.ok) return token;
    const { url, tenant, subject } = settings.value;
    const port = workspacePort({ url, token: token.value, fetch: this.options.fetch });
    return work(this.options.workspace, port, { tenant, subject });
  }

  private ended(outcome: Result<RoundReport>): Result<RoundReport> {
    this.sending.clear();
    const error = outcome.ok ? undefined : outcome.errors[0];
    this.failures = error === undefined ? 0 : this.failures + 1;
    const delay = retryDelayMs(this.failures, this.options.random());
    if (!this.closed) this.callOff = this.options.after(delay, () => void this.round());
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
    const offline = OFFLINE.has(code);
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
    const settings = await this.login.store();
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
      assurance: settings.value === null ? null : await this.login.assurance(),
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
    const settings = await this.login.store();
    if (!told.ok || !settings.ok || settings.value === null) return told;
    const pinned = storeOf(settings.value);
    return ok([pinned, ...told.value.filter(({ keyId }) => keyId !== pinned.keyId)]);
  }

  async seen(): Promise<Result<readonly SeenLog[]>> {
    const settings = await this.login.store();
    if (!settings.ok) return settings;
    if (settings.value === null) return ok([]);
    const log = await this.files(settings.value).seenLog(
      storeOf(settings.value).keyId,
      settings.value.tenant,
    );
    return ok(log === null ? [] : [log]);
  }

  async receiptsOf(versionId: VersionId): Promise<Result<{ receipts: readonly string[] }>> {
    const settings = await this.login.store();
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

  /** Kept from round to round: it reads thousands of receipts. Those another program adds are given again by the store. */
  private files(settings: StoredSettings): SyncFiles {
    const of = JSON.stringify([settings.url, settings.tenant]);
    if (this.remembered?.of !== of)
      this.remembered = { of, files: new SyncFiles(this.options.home, settings, this.options.fs) };
    return this.remembered.files;
  }

  private now(): IsoTime {
    return this.options.now().toISOString() as IsoTime;
  }
}

const shown = (settings: StoredSettings): NonNullable<SyncStatus['settings']> => ({
  url: settings.url,
  tenant: settings.tenant,
  subject: settings.subject,
  storeKey: storeOf(settings).keyId,
});
