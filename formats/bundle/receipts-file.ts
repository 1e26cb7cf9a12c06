/**
 * `attestations/receipt.json`: what a store received of a version, outside the version id. One receipt for the version
 * and one for each act on it, because an act may come, or be forged, long after the version did.
 */
import type { Sha256Hex, VersionId } from '../../domain/brand.ts';
import { canonicalJson, parseCanonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults, list, object, oneOf } from '../../domain/bundle/check.ts';
import type { ProvenReceipt, SeenLog } from '../../domain/bundle/receipts.ts';
import type { ReceiptCase } from '../../domain/bundle/verification.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { leafOf, rootOfLeaves } from '../log/merkle.ts';
import type { CheckpointText, ReceiptFault, ReceiptText } from '../log/receipt.ts';
import { checkReceipt, proveReceipt, receiptFault } from '../log/receipt.ts';
import type { Bag } from './bag.ts';
import { RECEIPT } from './bag.ts';
import { textOrNull, utf8 } from './bytes.ts';
import type { OpenedBundle } from './read-bundle.ts';
import { writeZip } from './write-zip.ts';

interface ReceiptsFile {
  readonly format: 'bailiwick.receipts';
  readonly formatVersion: 1;
  /** The version's own first. */
  readonly receipts: readonly ReceiptText[];
}

const checkFile: Check<ReceiptsFile> = object<ReceiptsFile>({
  format: oneOf('bailiwick.receipts'),
  formatVersion: oneOf(1),
  receipts: list(checkReceipt),
});

/** Codes: RECEIPT_FORM. A bag without the file has none. */
function receiptsIn(bag: Bag): Result<readonly ReceiptText[], CodedError> {
  const bytes = bag.get(RECEIPT);
  if (bytes === undefined) return ok([]);
  const json = parseCanonicalJson(textOrNull(bytes) ?? '', RECEIPT);
  if (!json.ok) return receiptFault('RECEIPT_FORM', json.errors[0]?.message ?? '');
  const faults = new Faults();
  const file = checkFile(json.value, '', faults);
  const [fault] = faults.list;
  if (fault !== undefined) return receiptFault('RECEIPT_FORM', `${RECEIPT}: ${fault.path} ${fault.message}.`);
  const subjects = file.receipts.map(({ entry }) => entry.subject);
  if (subjects.length === 0 || new Set(subjects).size < subjects.length)
    return receiptFault('RECEIPT_FORM', `${RECEIPT} holds no receipt, or two for one subject.`);
  return ok(file.receipts);
}

/** Every receipt of a bundle, proven offline. Codes: ReceiptCode. */
export function readReceipts(bag: Bag, about: ReceiptCase): Result<readonly ProvenReceipt[]> {
  const found = receiptsIn(bag);
  if (!found.ok) return found;
  const proven: ProvenReceipt[] = [];
  for (const receipt of found.value) {
    const one = proveOne(receipt, about);
    if (one.ok) proven.push(one.value);
    else {
      const messages = one.errors.map(({ code, message }) =>
        codedError(code, `A receipt in ${RECEIPT} proves nothing: ${message}.`),
      );
      return refuse(...messages);
    }
  }
  return ok(proven);
}

function proveOne(receipt: ReceiptText, about: ReceiptCase): Result<ProvenReceipt, ReceiptFault> {
  const { versionId, signed, tenant, stores, seen } = about;
  const { entry, index } = receipt;
  const kind = (entry.subject as string) === versionId ? 'version' : 'attestation';
  const known = kind === 'version' || signed.some(({ digest }) => digest === entry.subject);
  const keyOf = (keyId: string) => stores.find((store) => store.keyId === keyId)?.publicKey ?? null;
  const proven = proveReceipt(receipt, tenant, keyOf);
  if (!proven.ok) return proven;
  if (!known || entry.kind !== kind)
    return receiptFault(
      'RECEIPT_SUBJECT_WRONG',
      `it is for ${entry.kind} ${entry.subject}, not for this bundle`,
    );
  const { store, storeEpoch } = proven.value;
  const same = (log: SeenLog): boolean =>
    log.store === store && log.storeEpoch === storeEpoch && log.tenant === tenant;
  if (seen.some((log) => same(log) && contradicts(receipt, proven.value, log)))
    return receiptFault(
      'RECEIPT_FORKED',
      'it is from another log than the one this machine has seen of the same store. Tell whoever runs the store',
    );
  const origin = stores.find(({ keyId }) => keyId === store)?.origin ?? store;
  return ok({ store, storeEpoch, tenant, origin, subject: entry.subject, index, at: entry.at });
}

/** RFC 9162, section 2.1.4, from the leaves themselves: the shorter of two logs must be the beginning of the longer. */
function contradicts({ entry, index }: ReceiptText, now: CheckpointText, seen: SeenLog): boolean {
  if (now.size === seen.size) return now.root !== seen.root;
  const { leaves } = seen;
  if (leaves.length !== seen.size) return false;
  if (index < leaves.length && leaves[index] !== leafOf(entry)) return true;
  return now.size < leaves.length && rootOfLeaves(leaves.slice(0, now.size)) !== now.root;
}

/** The receipts a bundle carries, not yet believed; none where the file cannot be read. */
export function receiptTexts(bag: Bag): readonly string[] {
  const found = receiptsIn(bag);
  return found.ok ? found.value.map((receipt) => canonicalJson(receipt as unknown as Json)) : [];
}

/** The bundle with these receipts (their canonical texts), in place of those it had of the same subjects. */
export function withReceipts(
  { bag, statements, versionId }: Pick<OpenedBundle, 'bag' | 'statements' | 'versionId'>,
  texts: readonly string[],
): Result<Uint8Array<ArrayBuffer>> {
  const had = receiptsIn(bag);
  const receipts = new Map<Sha256Hex, ReceiptText>();
  for (const one of had.ok ? had.value : []) receipts.set(one.entry.subject, one);
  const subjects = new Set<string>([versionId, ...statements.map(({ digest }) => digest)]);
  for (const text of texts) {
    const faults = new Faults();
    const json = parseCanonicalJson(text, 'the receipt');
    if (!json.ok) return json;
    const receipt = checkReceipt(json.value, '', faults);
    if (faults.list.length > 0)
      return receiptFault('RECEIPT_FORM', 'A receipt kept on this laptop is damaged. Sync again.');
    if (subjects.has(receipt.entry.subject)) receipts.set(receipt.entry.subject, receipt);
  }
  const files = new Map(bag);
  if (receipts.size > 0) files.set(RECEIPT, receiptsBytes([...receipts.values()], versionId));
  return ok(writeZip(files));
}

function receiptsBytes(receipts: readonly ReceiptText[], versionId: VersionId): Uint8Array<ArrayBuffer> {
  const first = ({ entry }: ReceiptText): number => ((entry.subject as string) === versionId ? 0 : 1);
  const sorted = receipts.toSorted(
    (a, b) => first(a) - first(b) || a.index - b.index || (a.entry.subject < b.entry.subject ? -1 : 1),
  );
  const file: ReceiptsFile = { format: 'bailiwick.receipts', formatVersion: 1, receipts: sorted };
  return utf8(canonicalJson(file as unknown as Json));
}
