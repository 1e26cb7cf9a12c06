/** Zip reading in Node: yauzl, which refuses every malformed zip of our collection by itself. */
import { Buffer } from 'node:buffer';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { ReadZip } from '../formats/bundle/zip-bounds.ts';
import { checkEntries, MAX_ZIP_BYTES } from '../formats/bundle/zip-bounds.ts';

/** Set in the general purpose flags of an encrypted entry (APPNOTE 4.4.4). */
const ENCRYPTED = 1;

export const readZip: ReadZip = async (bytes) => {
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
    const checked = checkEntries(entries.map(factsOf));
    if (!checked.ok) return checked;
    const files = new Map<string, Uint8Array>();
    for (const entry of entries) files.set(entry.fileName, await contentOf(zip, entry));
    return ok(files);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return refuse(codedError('ZIP_UNREADABLE', `The file cannot be read as a zip: ${why}.`));
  }
};

const factsOf = (entry: Entry) => ({
  name: entry.fileName,
  compressedSize: entry.compressedSize,
  size: entry.uncompressedSize,
  encrypted: (entry.generalPurposeBitFlag & ENCRYPTED) !== 0,
});

/** yauzl itself ends the stream with an error when an entry inflates to more or less than it claims. */
async function contentOf(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}
