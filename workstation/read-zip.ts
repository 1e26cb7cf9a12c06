/** Zip reading in Node: yauzl, which refuses every malformed zip of our collection by itself. */
import { Buffer } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { ReadZip, ZipShape } from '../formats/bundle/zip-bounds.ts';
import { checkEntries, MAX_ZIP_BYTES } from '../formats/bundle/zip-bounds.ts';

/** Set in the general purpose flags of an encrypted entry (APPNOTE 4.4.4). */
const ENCRYPTED = 1;

export const readZip: ReadZip = (bytes) => readZipOf(bytes);

/** A zip of another shape than a bundle's. */
export async function readZipOf(bytes: Uint8Array, shape?: ZipShape): ReturnType<ReadZip> {
  if (bytes.length > MAX_ZIP_BYTES) {
    return refuse(codedError('ZIP_TOO_LARGE', `The file has ${bytes.length} bytes; a bundle has fewer.`));
  }
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      lazyEntries: true,
      strictFileNames: true,
    });
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const checked = checkEntries(entries.map(factsOf), shape);
    if (!checked.ok) return checked;
    const files = new Map<string, Uint8Array>();
    for (const entry of entries) files.set(entry.fileName, await contentOf(zip, entry, bytes));
    return ok(files);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return refuse(codedError('ZIP_UNREADABLE', `The file cannot be read as a zip: ${why}.`));
  }
}

const factsOf = (entry: Entry) => ({
  name: entry.fileName,
  compressedSize: entry.compressedSize,
  size: entry.uncompressedSize,
  encrypted: (entry.generalPurposeBitFlag & ENCRYPTED) !== 0,
});

const STORED = 0;
const DEFLATED = 8;

/** yauzl finds the bytes of an entry; they are inflated here at once, never beyond what the entry claims. */
async function contentOf(zip: ZipFile, entry: Entry, bytes: Uint8Array): Promise<Uint8Array> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const raw = bytes.subarray(fileDataStart, fileDataStart + entry.compressedSize);
  const content = inflated(raw, entry);
  if (content.length !== entry.uncompressedSize)
    throw new Error(`${entry.fileName} is not as long as it claims`);
  if (crc32(content) !== entry.crc32) throw new Error(`the checksum of ${entry.fileName} is wrong`);
  return content;
}

function inflated(raw: Uint8Array, entry: Entry): Uint8Array {
  if (entry.compressionMethod === STORED) return raw.slice();
  if (entry.compressionMethod !== DEFLATED) throw new Error(`${entry.fileName} is packed in an unknown way`);
  return new Uint8Array(inflateRawSync(raw, { maxOutputLength: Math.max(1, entry.uncompressedSize) }));
}
