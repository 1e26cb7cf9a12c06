/** Bundle to plan, and the whole of its verification. */
import type { VersionId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson, parseCanonicalJson } from '../../domain/bundle/canonical-json.ts';
import { planOfDocument } from '../../domain/bundle/open-document.ts';
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import { readDocument } from '../../domain/bundle/read-document.ts';
import type {
  SignedStatement,
  Verification,
  VerificationTools,
  VerifiedAt,
} from '../../domain/bundle/verification.ts';
import { verifyInOrder } from '../../domain/bundle/verification.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { ApprovedVersion } from '../../domain/writeback/approved-version.ts';
import { checkAgreement } from './agreement.ts';
import type { Bag } from './bag.ts';
import { approvalFile, checkManifest, envelopeFiles, isEnvelopeFile, MAKER_ENVELOPE } from './bag.ts';
import { sealBundle } from './build-bundle.ts';
import { sameBytes, textOrNull } from './bytes.ts';
import { sha256OfText } from './digest.ts';
import { readEnvelope } from './dsse.ts';
import { isWeakKey, keyIdOf, verifySignature } from './ed25519.ts';
import { readReceipts } from './receipts-file.ts';
import { writeZip } from './write-zip.ts';
import type { ReadZip } from './zip-bounds.ts';

/** A bundle as read; nothing about it is proven until `verifyBundle` says so. */
export interface OpenedBundle {
  readonly versionId: VersionId;
  readonly document: PlanDocument;
  /** The plan, to be shown and recomputed; a draft made from it names this version as its parent. */
  readonly plan: Plan;
  readonly statements: readonly SignedStatement[];
  readonly bag: Bag;
}

/**
 * Reads a zip that must be the very bytes its files pack to: hidden data, forged headers, another compression of the
 * same text, or anything two zip readers could see differently is ZIP_NOT_CANONICAL.
 */
async function unpack(bytes: Uint8Array, readZip: ReadZip): Promise<Result<Bag>> {
  const files = await readZip(bytes);
  if (!files.ok) return files;
  if (sameBytes(writeZip(files.value), bytes)) return files;
  const message = 'The zip is not packed as Bailiwick packs a bundle. Ask for the file as it was exported.';
  return refuse(codedError('ZIP_NOT_CANONICAL', message));
}

/** Codes: ENVELOPE_NUMBER and those of reading an envelope. */
function readEnvelopes(bag: Bag): Result<readonly SignedStatement[]> {
  const files = envelopeFiles(bag);
  const approvals = files.filter((name) => name !== MAKER_ENVELOPE);
  const gap = approvals.findIndex((name, i) => name !== approvalFile(i + 1));
  if (gap >= 0) {
    return refuse(
      codedError('ENVELOPE_NUMBER', `${approvalFile(gap + 1)} is missing: approvals count from 1.`),
    );
  }
  const errors: CodedError[] = [];
  const statements: SignedStatement[] = [];
  for (const file of files) {
    const read = readEnvelope(file, bag.get(file) ?? new Uint8Array());
    if (read.ok) statements.push(read.value);
    else errors.push(...read.errors);
  }
  return errors.length === 0 ? ok(statements) : refuse(...errors);
}

/** Codes: DOCUMENT_*, POLICY_DIGEST_WRONG and those of canonical JSON. */
function readPlan(bag: Bag): Result<PlanDocument> {
  const content = textOrNull(bag.get('data/plan.json') ?? new Uint8Array());
  if (content === null) return refuse(codedError('NOT_JSON', 'data/plan.json is not UTF-8 text.'));
  const json = parseCanonicalJson(content, 'data/plan.json');
  if (!json.ok) return json;
  const document = readDocument(json.value);
  if (!document.ok) return document;
  const { policy } = document.value;
  const digest = sha256OfText(canonicalJson(policy.content as unknown as Json));
  const named = policy.policyId === policy.content.policyId && policy.version === policy.content.version;
  if (digest === policy.sha256 && named) return document;
  return refuse(codedError('POLICY_DIGEST_WRONG', 'plan.json names another policy than it carries.'));
}

const tools = (readZip: ReadZip): VerificationTools<Bag> => ({
  unpack: (bytes) => unpack(bytes, readZip),
  checkManifest,
  readEnvelopes,
  readReceipts,
  isWeakKey,
  keyIdOf,
  verifySignature,
  readPlan,
  checkAgreement,
});

/** All steps of verification, in order, up to the first that fails. `readZip`: zip.js in the page, yauzl in Node. */
export const verifyBundle = (
  bytes: Uint8Array,
  keyring: Keyring,
  readZip: ReadZip,
  at: VerifiedAt = {},
): Promise<Verification> => verifyInOrder(bytes, keyring, tools(readZip), at);

/** A version that may be written back, proven from its bytes. Codes: ApprovalCode. */
export const readApproved = (
  bytes: Uint8Array,
  keyring: Keyring,
  readZip: ReadZip,
  at: VerifiedAt = {},
): Promise<Result<ApprovedVersion>> => ApprovedVersion.verify(bytes, keyring, tools(readZip), at);

/** Reads a bundle as far as planning needs it. It proves nothing about who signed it. */
export async function openBundle(bytes: Uint8Array, readZip: ReadZip): Promise<Result<OpenedBundle>> {
  return openBag(await unpack(bytes, readZip));
}

function openBag(bag: Result<Bag>): Result<OpenedBundle> {
  if (!bag.ok) return bag;
  const versionId = checkManifest(bag.value);
  if (!versionId.ok) return versionId;
  const statements = readEnvelopes(bag.value);
  if (!statements.ok) return statements;
  const document = readPlan(bag.value);
  if (!document.ok) return document;
  return ok({
    versionId: versionId.value,
    document: document.value,
    plan: planOfDocument(document.value),
    statements: statements.value,
    bag: bag.value,
  });
}

/** `verifyBundle` and `openBundle` of the same bytes, unpacked once: packing them again to compare costs the most. */
export async function openAndVerify(
  bytes: Uint8Array,
  keyring: Keyring,
  readZip: ReadZip,
  at: VerifiedAt = {},
): Promise<{ readonly opened: Result<OpenedBundle>; readonly verification: Verification }> {
  const bag = await unpack(bytes, readZip);
  const withBag = { ...tools(readZip), unpack: () => Promise.resolve(bag) };
  return { opened: openBag(bag), verification: await verifyInOrder(bytes, keyring, withBag, at) };
}

/** The same version with one more act; what was in the bundle stays byte for byte. */
export function withEnvelope(opened: OpenedBundle, envelope: DsseEnvelope): Result<Uint8Array<ArrayBuffer>> {
  const kept = opened.statements.map((signed) => signed.envelope);
  const bare = new Map([...opened.bag].filter(([name]) => !isEnvelopeFile(name)));
  return sealBundle(bare, [...kept, envelope]);
}

/** The version id of a bundle whose files are those of its manifest. Codes: ZIP_*, BAGIT_FORM, MANIFEST_*, DIGEST_WRONG. */
export async function versionIdOfBundle(bytes: Uint8Array, readZip: ReadZip): Promise<Result<VersionId>> {
  const bag = await unpack(bytes, readZip);
  return bag.ok ? checkManifest(bag.value) : bag;
}
