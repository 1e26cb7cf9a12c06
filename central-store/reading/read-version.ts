/** What the store wants to know of a version's bytes: small facts, so that they may come from another thread. */
import type { CycleId, TenantId, VersionId } from '../../domain/brand.ts';
import { requirementsOfDocument } from '../../domain/bundle/outcome-of-version.ts';
import type { Requirements } from '../../domain/governance/requirements.ts';
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

/** What its policy asks for. */
export interface ReadDemands {
  readonly cycle: CycleId;
  readonly requirements: Requirements;
}

/** Bytes of a blob, fetched when there is a thread to read them; null: they are not here. */
export type Load = () => Promise<Uint8Array | null>;

/** Answers null where `load` does. Codes: those of `openBundle`, and READING_TOO_LARGE. */
export interface Reader {
  version(load: Load): Promise<Result<ReadVersion> | null>;
  demands(load: Load): Promise<Result<ReadDemands> | null>;
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

export async function readDemands(bytes: Uint8Array): Promise<Result<ReadDemands>> {
  const opened = await openBundle(bytes, readZip);
  if (!opened.ok) return opened;
  const { document, plan } = opened.value;
  const requirements = requirementsOfDocument(document, undefined, plan);
  return ok({ cycle: document.cycle.cycleId, requirements });
}

/** In the thread that asks: for commands nobody else waits behind. */
export const ownThread: Reader = {
  backlog: () => 0,
  version: async (load) => {
    const bytes = await load();
    return bytes === null ? null : readVersion(new Uint8Array(bytes));
  },
  demands: async (load) => {
    const bytes = await load();
    return bytes === null ? null : readDemands(new Uint8Array(bytes));
  },
};
