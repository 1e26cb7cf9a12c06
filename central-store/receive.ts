/** What may enter the log: versions whose bundle reads and is the workspace's own, and signed acts about them. */
import type { IsoTime, Sha256Hex, TenantId } from '../domain/brand.ts';
import type { SignedStatement } from '../domain/bundle/verification.ts';
import type { Keyring } from '../domain/governance/keyring.ts';
import type { Signer } from '../domain/governance/statement.ts';
import type { Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { sha256Of } from '../formats/bundle/digest.ts';
import { readEnvelope } from '../formats/bundle/dsse.ts';
import { findSubmissions } from './database/find.ts';
import type { Query } from './database/port.ts';
import type { AttestationFacts } from './facts.ts';
import { factsOfAct } from './facts.ts';
import { entryOf } from './log-file.ts';
import type { LogLine } from './log-file.ts';
import type { ReadVersion } from './reading/read-version.ts';
import type { StoreKeys } from './store-key.ts';
import type { Decided, TenantFiles } from './tenant-files.ts';

export interface Desk {
  readonly tenant: TenantId;
  readonly files: TenantFiles;
  readonly keys: StoreKeys;
  readonly now: () => IsoTime;
  /**
   * Who is believed. Without a judge, or without a keyring to judge by (false), form is all that is looked at: nothing
   * counts towards an approval, and nothing can be approved or released here. What it refuses goes to quarantine.
   */
  readonly judge?: Judge;
}

export interface Judge {
  act(signed: SignedStatement): Promise<Result<boolean>>;
  maker(signer: Signer): Promise<Result<boolean>>;
  /** The keyring it judges by; null while there is none. */
  believed(): Promise<Keyring | null>;
}

/** The store's word that an entry is in its log. */
export function receipt({ tenant, files, keys, now }: Desk, index: number): object {
  return {
    format: 'bailiwick.receipt',
    formatVersion: 1,
    entry: entryOf(files.log[index] as LogLine),
    index,
    proof: files.proof(index),
    checkpoint: keys.checkpoint(tenant, files.state, now()),
  };
}

/** Codes: BLOB_MISSING, VERSION_MISMATCH, TENANT_WRONG, and those of the reader and of the judge. What is refused stays, in quarantine. */
export async function commitVersion(
  desk: Desk,
  versionId: Sha256Hex,
  blob: Sha256Hex,
): Promise<Result<object>> {
  const { files, tenant, now } = desk;
  const found = await files.reader.version(() => files.blob(blob));
  if (found === null)
    return refuse(codedError('BLOB_MISSING', `The blob ${blob} is not here. Send it first.`));
  const read = found.ok ? checkVersion(tenant, versionId, found.value) : found;
  const believed = read.ok ? await desk.judge?.maker(read.value.maker) : undefined;
  const checked = believed?.ok === false ? believed : read;
  if (!checked.ok) {
    await files.quarantine(blob, { versionId, code: checked.errors[0]?.code });
    return checked;
  }
  const line = { kind: 'version', tenant, subject: versionId, at: now(), of: blob };
  return ok(receipt(desk, await files.enter(line, checked.value.facts)));
}

function checkVersion(tenant: TenantId, versionId: Sha256Hex, read: ReadVersion): Result<ReadVersion> {
  if ((read.versionId as string) !== versionId)
    return refuse(codedError('VERSION_MISMATCH', `The blob is version ${read.versionId}, not ${versionId}.`));
  if (read.isSigned)
    return refuse(
      codedError('VERSION_SIGNED', 'Send the bag without its attestations; they go on their own.'),
    );
  return read.tenant === tenant ? ok(read) : wrongTenant('This version');
}

const wrongTenant = (what: string) =>
  refuse(codedError('TENANT_WRONG', `${what} belongs to another workspace. Sign in to that one.`));

/** Codes: TENANT_WRONG, VERSION_UNKNOWN, MAKER_DIFFERS, SUBMITTED_TWICE, and those of `readEnvelope` and of the judge. */
export async function attest(desk: Desk, bytes: Uint8Array): Promise<Result<object>> {
  const { files, tenant, now } = desk;
  const read = readEnvelope('the attestation', bytes);
  if (!read.ok) return read;
  const { predicate, subject } = read.value.statement;
  if (predicate.tenant !== tenant) return wrongTenant('This attestation');
  const of = subject[0]?.digest.sha256 as string as Sha256Hex | undefined;
  if (of === undefined || files.placeOf('version', of) === null)
    return refuse(codedError('VERSION_UNKNOWN', `Version ${of ?? ''} is not here. Send it first.`));
  const digest = sha256Of(bytes);
  await files.keep(digest, bytes);
  const judged = await desk.judge?.act(read.value);
  if (judged?.ok === false) {
    await files.quarantine(digest, { versionId: of, code: judged.errors[0]?.code });
    return judged;
  }
  const counts = judged?.value === true;
  const line = { kind: 'attestation', tenant, subject: digest, at: now(), of, ...(counts ? { counts } : {}) };
  const facts = factsOfAct(predicate);
  if (predicate.decision !== 'submit') return ok(receipt(desk, await files.enter(line, facts)));
  const index = await files.decide((tx) => submittedOnce(tx, { line, facts, bytes }));
  if (index.ok) return ok(receipt(desk, index.value));
  await files.quarantine(digest, { versionId: of, code: index.errors[0]?.code });
  return index;
}

/** A second submission would make laptops refuse the version for good, so nobody but its maker submits it, and she once. */
async function submittedOnce(
  tx: Query,
  entry: { readonly line: LogLine; readonly facts: AttestationFacts; readonly bytes: Uint8Array },
): Promise<Result<Decided>> {
  const { tenant, subject, of, counts } = entry.line;
  const found = await findSubmissions(tx, tenant, of as Sha256Hex);
  const same = found.submissions.find(({ digest }) => digest === subject);
  if (same !== undefined) return ok({ known: same.index });
  if (found.makerKey !== entry.facts.keyId || found.makerId !== entry.facts.actorId)
    return refuse(
      codedError('MAKER_DIFFERS', 'The version names somebody else as its maker; only she submits it.'),
    );
  return found.submissions.some((other) => other.counts || counts !== true)
    ? refuse(codedError('SUBMITTED_TWICE', 'This version was submitted before. Its first submission stands.'))
    : ok(entry);
}
