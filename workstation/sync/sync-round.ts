/**
 * One round with the store: what it lacks is sent, what we lack is fetched. There is no cursor: both sides' holdings
 * are compared every time, so a crash, a lost answer or a restored store costs another round and never a version.
 */
import type { IsoTime, Sha256Hex, VersionId } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import type { ProvenReceipt } from '../../domain/bundle/receipts.ts';
import type { RevokedIn } from '../../domain/governance/keyring.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { RootOf } from './judge-log.ts';
import { judgeLog, readLog } from './judge-log.ts';
import type { LocalVersion, LocalVersions, Refusal, SyncMemory } from './local.ts';
import type { Checkpoint, Identity, LogEntry, Receipt, StorePort } from './store-port.ts';
import { passes } from './store-port.ts';

export interface RoundDeps {
  readonly port: StorePort;
  readonly local: LocalVersions;
  readonly memory: SyncMemory;
  readonly rootOf: RootOf;
  readonly now: () => IsoTime;
  /** Whom this laptop syncs as: what is here is never sent under another name or to another workspace. */
  readonly bound: Identity;
  /** What the rounds before read of the log, so that only what came since is asked for. Checked like what is read anew. */
  readonly logSoFar: LogSoFar;
  /** Whose log it is. */
  readonly store: { readonly keyId: Sha256Hex; readonly origin: string };
  /** The store's log says that a key was revoked, and where. */
  readonly onRevoked?: (keyId: Sha256Hex, revokedIn: RevokedIn) => Promise<Result<true>>;
  /** Told what is being done, for the person who watches. */
  readonly onStep?: (step: RoundStep) => void;
}

/** Lost with the process that holds it: the first round then reads the whole log. */
export interface LogSoFar {
  entries: readonly LogEntry[];
}

export interface RoundStep {
  readonly kind: 'sending' | 'received' | 'fetching';
  readonly versionId: VersionId;
}

export interface RoundReport {
  readonly storeEpoch: string;
  readonly sent: number;
  readonly fetched: number;
  readonly refused: ReadonlyMap<VersionId, Refusal>;
  /** The store's clock less ours, in milliseconds: shown, and used for nothing. */
  readonly clockSkewMs: number;
}

/** Digests asked about at once: as many as a store answers, so that a quiet round is one question. */
const HAVE_CHUNK = 10_000;

/** Codes: those of port, local and memory, OTHER_IDENTITY, EPOCH_CHANGED, STORE_FORKED, LOG_FALSE, LOG_SHORT. */
export async function syncRound(deps: RoundDeps): Promise<Result<RoundReport>> {
  const same = await sameIdentity(deps);
  if (!same.ok) return same;
  const listed = await deps.local.list();
  if (!listed.ok) return listed;
  const versions = listed.value.versions.filter(({ tenant }) => tenant === deps.bound.tenant);
  const asked = await haveAll(
    deps,
    versions.flatMap((v) => [v.blob, ...v.attestations]),
  );
  if (!asked.ok) return asked;
  const { checkpoint, missing } = asked.value;
  const before = await believe(deps, checkpoint);
  if (!before.ok) return before;
  const pushed = await push(deps, versions, missing, checkpoint.storeEpoch);
  if (!pushed.ok) return pushed;
  const { last, ...done } = pushed.value;
  // What we sent is in the log by now; a later rollback to before it must be seen.
  const grown = last !== null && last.storeEpoch === checkpoint.storeEpoch;
  const entries = grown ? await believe(deps, last) : before;
  if (!entries.ok) return entries;
  const placed = placesOf(deps, checkpoint.storeEpoch, entries.value);
  const noted = await noteRevocations(deps, placed);
  if (!noted.ok) return noted;
  const fetched = await pull(deps, versions, placed);
  if (!fetched.ok) return fetched;
  return ok({
    storeEpoch: checkpoint.storeEpoch,
    ...done,
    fetched: fetched.value,
    clockSkewMs: Date.parse(checkpoint.at) - Date.parse(deps.now()),
  });
}

async function sameIdentity({ port, bound }: RoundDeps): Promise<Result<true>> {
  const identity = await port.identity();
  if (!identity.ok) return identity;
  const { tenant, subject } = identity.value;
  if (tenant === bound.tenant && subject === bound.subject) return ok(true);
  const message = `You are signed in to the store as ${subject} of ${tenant}; this laptop syncs as ${bound.subject} of ${bound.tenant}. Sign in as the same person, or set up sync anew.`;
  return refuse(codedError('OTHER_IDENTITY', message));
}

/** Codes: EPOCH_CHANGED: the store was restored while it was asked; the next round begins anew. */
async function haveAll({ port }: RoundDeps, digests: readonly Sha256Hex[]) {
  const missing = new Set<Sha256Hex>();
  let checkpoint: Checkpoint | null = null;
  for (let at = 0; at === 0 || at < digests.length; at += HAVE_CHUNK) {
    const answer = await port.have(digests.slice(at, at + HAVE_CHUNK));
    if (!answer.ok) return answer;
    if (checkpoint !== null && checkpoint.storeEpoch !== answer.value.checkpoint.storeEpoch)
      return refuse(
        codedError('EPOCH_CHANGED', 'The store was restored just now. Everything is offered anew.'),
      );
    for (const digest of answer.value.missing) missing.add(digest);
    checkpoint = answer.value.checkpoint;
  }
  return ok({ missing, checkpoint: checkpoint as Checkpoint });
}

/** The log under a checkpoint, judged against the last one kept. */
async function believe(deps: RoundDeps, checkpoint: Checkpoint): Promise<Result<readonly LogEntry[]>> {
  const seen = await deps.memory.checkpoint();
  if (!seen.ok) return seen;
  let entries = await readLog(deps.port, checkpoint, deps.logSoFar.entries);
  // Not what was read before: read whole, so that a restored store is told from one that lies.
  if (entries.ok && deps.logSoFar.entries.length > 0 && deps.rootOf(entries.value) !== checkpoint.root)
    entries = await readLog(deps.port, checkpoint);
  if (!entries.ok) return entries;
  deps.logSoFar.entries = entries.value;
  const fault = judgeLog(seen.value, checkpoint, entries.value, deps.rootOf);
  if (fault !== null) {
    const raised = await deps.memory.raise({
      code: fault.code,
      message: fault.message,
      raisedAt: deps.now(),
    });
    if (!raised.ok) return raised;
    if (fault.code !== 'STORE_RESTORED') return refuse(fault);
  }
  const kept = await deps.memory.keepCheckpoint(checkpoint, entries.value);
  return kept.ok ? entries : kept;
}

interface Pushed {
  readonly sent: number;
  readonly refused: ReadonlyMap<VersionId, Refusal>;
  /** Of the last receipt. */
  readonly last: Checkpoint | null;
}

async function push(
  deps: RoundDeps,
  versions: readonly LocalVersion[],
  missing: ReadonlySet<Sha256Hex>,
  storeEpoch: string,
): Promise<Result<Pushed>> {
  const known = await deps.memory.receipts();
  if (!known.ok) return known;
  const has = (subject: Sha256Hex): boolean => known.value.get(subject)?.storeEpoch === storeEpoch;
  const refused = new Map<VersionId, Refusal>();
  let sent = 0;
  let last: Checkpoint | null = null;
  for (const version of versions) {
    const lacks = [version.blob, ...version.attestations].some((digest) => missing.has(digest));
    const subjects = [version.versionId as string as Sha256Hex, ...version.attestations];
    if (!lacks && subjects.every(has)) continue;
    deps.onStep?.({ kind: 'sending', versionId: version.versionId });
    const done = await send(deps, version, missing, has);
    if (done.ok) {
      sent++;
      last = done.value ?? last;
      deps.onStep?.({ kind: 'received', versionId: version.versionId });
      continue;
    }
    const [error] = done.errors;
    if (error === undefined || passes(error.code)) return done;
    refused.set(version.versionId, { code: error.code, message: error.message });
  }
  return ok({ sent, refused, last });
}

/** A version, then what was signed about it; each is kept as received only once its receipt is on the disk. */
async function send(
  { port, local, memory }: RoundDeps,
  version: LocalVersion,
  missing: ReadonlySet<Sha256Hex>,
  has: (subject: Sha256Hex) => boolean,
): Promise<Result<Checkpoint | null>> {
  let last: Checkpoint | null = null;
  const { versionId, blob } = version;
  if (missing.has(blob)) {
    const bytes = await local.blob(versionId);
    if (!bytes.ok) return bytes;
    const put = await port.putBlob(blob, bytes.value);
    if (!put.ok) return put;
  }
  if (missing.has(blob) || !has(versionId as string as Sha256Hex)) {
    const kept = await keepReceipt(memory, await port.commitVersion(versionId, blob));
    if (!kept.ok) return kept;
    last = kept.value;
  }
  for (const digest of version.attestations) {
    if (!missing.has(digest) && has(digest)) continue;
    const envelope = await local.attestation(versionId, digest);
    if (!envelope.ok) return envelope;
    const kept = await keepReceipt(memory, await port.attest(digest, envelope.value));
    if (!kept.ok) return kept;
    last = kept.value;
  }
  return ok(last);
}

async function keepReceipt(memory: SyncMemory, receipt: Result<Receipt>): Promise<Result<Checkpoint>> {
  if (!receipt.ok) return receipt;
  const kept = await memory.keepReceipt(receipt.value);
  return kept.ok ? ok(receipt.value.checkpoint) : kept;
}

/** An entry of the judged log is a receipt in itself: it lies under a checkpoint the store signed. */
interface Placed extends ProvenReceipt {
  readonly kind: string;
}

const placesOf = (
  { store }: RoundDeps,
  storeEpoch: string,
  entries: readonly LogEntry[],
): readonly Placed[] =>
  entries.map(({ kind, tenant, subject, at }, index) => {
    return { kind, tenant, subject, at, index, storeEpoch, store: store.keyId, origin: store.origin };
  });

async function noteRevocations(
  { bound, onRevoked }: RoundDeps,
  placed: readonly Placed[],
): Promise<Result<true>> {
  for (const { kind, tenant, subject, store, storeEpoch, index } of placed) {
    if (kind !== 'revocation' || tenant !== bound.tenant) continue;
    const noted = await onRevoked?.(subject, { store, storeEpoch, tenant, index });
    if (noted?.ok === false) return noted;
  }
  return ok(true);
}

/** What the log names and this laptop lacks. Quarantined versions are asked for again: a key may be known by now. */
async function pull(
  deps: RoundDeps,
  versions: readonly LocalVersion[],
  placed: readonly Placed[],
): Promise<Result<number>> {
  const ours = placed.filter(({ tenant }) => tenant === deps.bound.tenant);
  const here = new Set<string>(versions.map((v) => v.versionId));
  const lacking = ours.filter(({ kind, subject }) => kind === 'version' && !here.has(subject));
  const asked = new Set(lacking.map(({ subject }) => subject as string as VersionId));
  const versionsCame = await fetchAll(deps, asked, ours);
  if (!versionsCame.ok) return versionsCame;
  const spoken = await unknownActs(deps, ours, asked);
  if (!spoken.ok) return spoken;
  const actsCame = await fetchAll(deps, spoken.value, ours);
  return actsCame.ok ? ok(versionsCame.value + actsCame.value) : actsCame;
}

async function fetchAll(
  { port, local, onStep }: RoundDeps,
  versionIds: Iterable<VersionId>,
  placed: readonly Placed[],
): Promise<Result<number>> {
  let fetched = 0;
  for (const versionId of versionIds) {
    onStep?.({ kind: 'fetching', versionId });
    const version = await port.version(versionId);
    if (!version.ok) {
      if (passes(version.errors[0]?.code)) return version;
      continue;
    }
    const kept = await local.keep(version.value, placed);
    if (!kept.ok) return kept;
    if (kept.value === 'kept') fetched++;
  }
  return ok(fetched);
}

/** Versions on which somebody else has signed since; which version an act speaks of stands in the envelope alone. */
async function unknownActs(
  { port, local }: RoundDeps,
  entries: readonly LogEntry[],
  asked: ReadonlySet<VersionId>,
): Promise<Result<ReadonlySet<VersionId>>> {
  const listed = await local.list();
  if (!listed.ok) return listed;
  const here = new Set<string>(listed.value.versions.flatMap(({ attestations }) => attestations));
  const found = new Set<VersionId>();
  for (const { kind, subject } of entries) {
    if (kind !== 'attestation' || here.has(subject)) continue;
    const envelope = await port.attestation(subject);
    if (!envelope.ok) {
      if (passes(envelope.errors[0]?.code)) return envelope;
      continue;
    }
    const versionId = local.speaksOf(envelope.value);
    if (versionId !== null && !asked.has(versionId)) found.add(versionId);
  }
  return ok(found);
}
