/** What the store wants to know of a version's bytes: small facts, so that they may come from another thread. */
import type { CycleId, IsoDate, TenantId, VersionId } from '../../domain/brand.ts';
import { requirementsOfDocument } from '../../domain/bundle/outcome-of-version.ts';
import { moneyOf } from '../../domain/bundle/read-document.ts';
import { movesReleased } from '../../domain/governance/lock-window.ts';
import type { Before, PreviousRelease, Requirements } from '../../domain/governance/requirements.ts';
import type { Signer } from '../../domain/governance/statement.ts';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import { openBundle } from '../../formats/bundle/read-bundle.ts';
import { readZip } from '../../formats/bundle/read-zip.ts';
import type { VersionFacts } from '../facts.ts';
import { factsOfVersion } from '../facts.ts';

export interface ReadVersion {
  readonly versionId: VersionId;
  readonly tenant: TenantId;
  readonly maker: Signer;
  readonly isSigned: boolean;
  readonly facts: VersionFacts;
}

/** What its policy asks for, on each of the days it was asked about. */
export interface ReadDemands {
  readonly cycle: CycleId;
  readonly requirements: readonly Requirements[];
}

/** What else a version is judged beside. */
export interface Beside {
  readonly before: Before;
  readonly days: readonly IsoDate[];
}

/** Bytes of a blob, fetched when there is a thread to read them; null: they are not here. */
export type Load = () => Promise<Uint8Array | null>;

/** Answers null where `load` does. Codes: those of `openBundle`, and READING_TOO_LARGE. */
export interface Reader {
  version(load: Load): Promise<Result<ReadVersion> | null>;
  demands(load: Load, beside: Beside): Promise<Result<ReadDemands> | null>;
  /** A version as the release it is: what it moved, and its quotas. */
  release(load: Load, releasedOn: IsoDate): Promise<Result<PreviousRelease> | null>;
  /** How many wait for a thread. */
  backlog(): number;
}

export async function readVersion(bytes: Uint8Array): Promise<Result<ReadVersion>> {
  const opened = await openBundle(bytes, readZip);
  if (!opened.ok) return opened;
  const { versionId, document, statements } = opened.value;
  const { tenant, maker } = document;
  const facts = factsOfVersion(document);
  return ok({ versionId, tenant, maker, isSigned: statements.length > 0, facts });
}

export async function readDemands(bytes: Uint8Array, { before, days }: Beside): Promise<Result<ReadDemands>> {
  const opened = await openBundle(bytes, readZip);
  if (!opened.ok) return opened;
  const { document, plan } = opened.value;
  const requirements = days.map((on) => requirementsOfDocument(document, before, plan, on));
  return ok({ cycle: document.cycle.cycleId, requirements });
}

export async function readRelease(bytes: Uint8Array, releasedOn: IsoDate): Promise<Result<PreviousRelease>> {
  const opened = await openBundle(bytes, readZip);
  if (!opened.ok) return opened;
  const { document, plan } = opened.value;
  const lines = document.quota.lines.map(({ territoryId, amount }) => ({
    territoryId,
    amount: moneyOf(amount),
  }));
  return ok({ ...movesReleased(plan, releasedOn), lines });
}

async function loaded<T>(load: Load, read: (bytes: Uint8Array) => Promise<T>): Promise<T | null> {
  const bytes = await load();
  return bytes === null ? null : read(new Uint8Array(bytes));
}

/** In the thread that asks: for commands nobody else waits behind. */
export const ownThread: Reader = {
  backlog: () => 0,
  version: (load) => loaded(load, readVersion),
  demands: (load, beside) => loaded(load, (bytes) => readDemands(bytes, beside)),
  release: (load, releasedOn) => loaded(load, (bytes) => readRelease(bytes, releasedOn)),
};
