/** The bundle as a BagIt bag (RFC 8493): which files it holds, and the manifest whose sha256 is the version id. */
import type { VersionId } from '../../domain/brand.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { sameBytes, utf8 } from './bytes.ts';
import { sha256Of } from './digest.ts';

/** Path in the bag to its bytes. */
export type Bag = ReadonlyMap<string, Uint8Array>;

export const BAGIT = 'bagit.txt';
export const MANIFEST = 'manifest-sha256.txt';
export const MAKER_ENVELOPE = 'attestations/maker.dsse.json';
export const RECEIPT = 'attestations/receipt.json';

/** The payload, all of it and nothing else, in the order the manifest lists it. */
export const DATA_FILES = [
  'data/VERIFY.md',
  'data/assignments.csv',
  'data/audit.jsonl',
  'data/metrics.csv',
  'data/moves.csv',
  'data/plan.json',
  'data/plan.xlsx',
  'data/quotas.csv',
  'data/report.html',
] as const;
export type DataFile = (typeof DATA_FILES)[number];

const APPROVAL = /^attestations\/approval-([1-9]\d?)\.dsse\.json$/;
export const approvalFile = (n: number): string => `attestations/approval-${n}.dsse.json`;

const FIXED_NAMES: ReadonlySet<string> = new Set([BAGIT, MANIFEST, MAKER_ENVELOPE, RECEIPT, ...DATA_FILES]);
export const isBundleFile = (name: string): boolean => FIXED_NAMES.has(name) || APPROVAL.test(name);

export const isEnvelopeFile = (name: string): boolean => name === MAKER_ENVELOPE || APPROVAL.test(name);

/** Maker first, approvals by number. */
export const envelopeFiles = (bag: Bag): readonly string[] =>
  [...bag.keys()].filter(isEnvelopeFile).toSorted((a, b) => numberOf(a) - numberOf(b));

const numberOf = (name: string): number => Number(APPROVAL.exec(name)?.[1] ?? 0);

const BAGIT_BYTES = utf8('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');

/** What `sha256sum -c` reads: digest, two spaces, path. */
function manifestOf(bag: Bag): Uint8Array<ArrayBuffer> {
  const lines = DATA_FILES.flatMap((name) => {
    const bytes = bag.get(name);
    return bytes === undefined ? [] : [`${sha256Of(bytes)}  ${name}\n`];
  });
  return utf8(lines.join(''));
}

export const versionIdOf = (manifest: Uint8Array): VersionId => sha256Of(manifest) as string as VersionId;

/** A bag of the given payload, with its tag files. */
export function makeBag(data: Readonly<Record<DataFile, Uint8Array>>): {
  readonly bag: Bag;
  readonly versionId: VersionId;
} {
  const payload = new Map<string, Uint8Array>(DATA_FILES.map((name) => [name, data[name]]));
  const manifest = manifestOf(payload);
  const bag = new Map([[BAGIT, BAGIT_BYTES], [MANIFEST, manifest], ...payload]);
  return { bag, versionId: versionIdOf(manifest) };
}

/**
 * `sha256sum -c` and more: the manifest lists every payload file, once, in order, with its digest.
 * Codes: BAGIT_FORM, FILE_MISSING, MANIFEST_FORM, DIGEST_WRONG.
 */
export function checkManifest(bag: Bag): Result<VersionId> {
  const bagit = bag.get(BAGIT);
  const manifest = bag.get(MANIFEST);
  if (bagit === undefined || !sameBytes(bagit, BAGIT_BYTES)) {
    return refuse(codedError('BAGIT_FORM', 'bagit.txt is missing or is not that of a bundle.'));
  }
  const missing = [MANIFEST, ...DATA_FILES].filter((name) => !bag.has(name));
  if (manifest === undefined || missing.length > 0) {
    return refuse(...missing.map((name) => codedError('FILE_MISSING', `${name} is not in the bundle.`)));
  }
  const expected = manifestOf(bag);
  return sameBytes(manifest, expected)
    ? ok(versionIdOf(manifest))
    : refuse(...manifestFaults(manifest, expected));
}

function manifestFaults(manifest: Uint8Array, expected: Uint8Array): readonly CodedError[] {
  const lines = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split('\n');
  const [given, right] = [lines(manifest), lines(expected)];
  const form = /^[0-9a-f]{64} {2}data\/[A-Za-z.-]+$/;
  const pathOf = (line: string): string => line.slice(66);
  const sameForm =
    given.length === right.length &&
    given.every((line, i) => (line === '' || form.test(line)) && pathOf(line) === pathOf(right[i] ?? ''));
  if (!sameForm) {
    const message = 'manifest-sha256.txt does not list the files of the bundle, each once and in order.';
    return [codedError('MANIFEST_FORM', message)];
  }
  return right
    .filter((line, i) => line !== given[i])
    .map((line) =>
      codedError('DIGEST_WRONG', `${pathOf(line)} was changed: its sha256 is not the manifest\u2019s.`),
    );
}
