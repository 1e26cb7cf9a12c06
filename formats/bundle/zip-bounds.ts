/**
 * What a zip must look like before a byte of it is inflated. Both readers (zip.js in the page, yauzl in Node) describe
 * the entries they see, and this decides. What two readers could see differently is caught after reading: a bundle's
 * zip must be the very bytes its files pack to (see read-bundle.ts).
 */
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { isBundleFile } from './bag.ts';

export interface ZipEntryFacts {
  readonly name: string;
  readonly compressedSize: number;
  readonly size: number;
  readonly encrypted: boolean;
}

export type ZipCode =
  | 'ZIP_UNREADABLE'
  | 'ZIP_TOO_LARGE'
  | 'ZIP_TOO_MANY_FILES'
  | 'ZIP_RATIO'
  | 'ZIP_PATH_CLIMBS'
  | 'ZIP_NESTED'
  | 'ZIP_UNLISTED_FILE'
  | 'ZIP_DUPLICATE_NAME'
  | 'ZIP_ENCRYPTED'
  | 'ZIP_NOT_CANONICAL';

export type ZipFiles = ReadonlyMap<string, Uint8Array>;

/** Reads a whole zip into memory within the bounds of this file; nothing is written anywhere. */
export type ReadZip = (bytes: Uint8Array) => Promise<Result<ZipFiles, CodedError<ZipCode>>>;

export const MAX_ZIP_BYTES = 256 * 1024 * 1024;
const MAX_FILES = 128;
const MAX_FILE_BYTES = 512 * 1024 * 1024;
const MAX_TOTAL_BYTES = 1024 * 1024 * 1024;
/** Deflate can reach 1032:1; long columns of equal values honestly reach some hundreds. */
const MAX_RATIO = 400;
/** Below this a ratio says nothing: an honest small file of blanks compresses well too. */
const RATIO_FROM_BYTES = 1024 * 1024;

const fault = (code: ZipCode, message: string): CodedError<ZipCode> => codedError(code, message);

/** What a zip may hold: which names, and how many of them. */
export interface ZipShape {
  readonly isFile: (name: string) => boolean;
  readonly maxFiles: number;
}

const BUNDLE: ZipShape = { isFile: isBundleFile, maxFiles: MAX_FILES };

/** Every way in which the listed entries are not a bundle's, or not of the shape that is asked for. */
export function checkEntries(
  entries: readonly ZipEntryFacts[],
  { isFile, maxFiles }: ZipShape = BUNDLE,
): Result<true, CodedError<ZipCode>> {
  if (entries.length > maxFiles) {
    return refuse(
      fault('ZIP_TOO_MANY_FILES', `The zip holds ${entries.length} files; at most ${maxFiles} belong in it.`),
    );
  }
  const faults = entries.flatMap((entry) => entryFaults(entry, isFile));
  const names = new Set<string>();
  for (const { name } of entries) {
    if (names.has(name)) faults.push(fault('ZIP_DUPLICATE_NAME', `The zip holds ${shown(name)} twice.`));
    names.add(name);
  }
  if (entries.reduce((sum, entry) => sum + entry.size, 0) > MAX_TOTAL_BYTES) {
    faults.push(fault('ZIP_TOO_LARGE', `The files in the zip are larger than ${MAX_TOTAL_BYTES} bytes.`));
  }
  return faults.length === 0 ? ok(true) : refuse(...faults);
}

const shown = (name: string): string => JSON.stringify(name.slice(0, 80));

function entryFaults(entry: ZipEntryFacts, isFile: ZipShape['isFile']): CodedError<ZipCode>[] {
  const { name, size, compressedSize } = entry;
  const faults: CodedError<ZipCode>[] = [];
  const nameFault = badName(name, isFile);
  if (nameFault !== null) faults.push(nameFault);
  if (entry.encrypted) faults.push(fault('ZIP_ENCRYPTED', `${shown(name)} is encrypted.`));
  if (size > MAX_FILE_BYTES) {
    faults.push(fault('ZIP_TOO_LARGE', `${shown(name)} claims ${size} bytes, above ${MAX_FILE_BYTES}.`));
  }
  if (size > RATIO_FROM_BYTES && size > MAX_RATIO * compressedSize) {
    faults.push(fault('ZIP_RATIO', `${shown(name)} would grow ${Math.round(size / compressedSize)} times.`));
  }
  return faults;
}

function badName(name: string, isFile: ZipShape['isFile']): CodedError<ZipCode> | null {
  if (isFile(name)) return null;
  if (/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(name)) {
    return fault('ZIP_PATH_CLIMBS', `${shown(name)} leads out of the bundle.`);
  }
  if (/\.(zip|jar|7z|gz|tgz|tar|rar|xz|bz2|zst)$/i.test(name)) {
    return fault('ZIP_NESTED', `${shown(name)} is an archive within the bundle.`);
  }
  return fault('ZIP_UNLISTED_FILE', `${shown(name)} is not a file of a bundle.`);
}
