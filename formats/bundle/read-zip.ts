/** Zip reading where there is no Node: zip.js, without its workers, so that the page's CSP needs no exception. */
import { configure, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js';
import type { Entry } from '@zip.js/zip.js';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { ReadZip } from './zip-bounds.ts';
import { checkEntries, MAX_ZIP_BYTES } from './zip-bounds.ts';

configure({ useWebWorkers: false });

export const readZip: ReadZip = async (bytes) => {
  if (bytes.length > MAX_ZIP_BYTES) {
    return refuse(codedError('ZIP_TOO_LARGE', `The file has ${bytes.length} bytes; a bundle has fewer.`));
  }
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { checkSignature: true });
  try {
    const entries = await reader.getEntries();
    const checked = checkEntries(entries.map(factsOf));
    if (!checked.ok) return checked;
    const files = new Map<string, Uint8Array>();
    for (const entry of entries) files.set(entry.filename, await contentOf(entry));
    return ok(files);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return refuse(codedError('ZIP_UNREADABLE', `The file cannot be read as a zip: ${why}.`));
  } finally {
    await reader.close();
  }
};

const factsOf = (entry: Entry) => ({
  name: entry.filename,
  compressedSize: entry.compressedSize,
  size: entry.uncompressedSize,
  encrypted: entry.encrypted,
});

async function contentOf(entry: Entry): Promise<Uint8Array> {
  if (entry.directory) throw new Error(`${entry.filename} is a folder`);
  const content = new Uint8Array(entry.uncompressedSize);
  let filled = 0;
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      // Stops a bomb that claims less than it holds at the first byte too many.
      if (filled + chunk.length > content.length)
        throw new Error(`${entry.filename} is longer than it claims`);
      content.set(chunk, filled);
      filled += chunk.length;
    },
  });
  await entry.getData(sink);
  if (filled !== content.length) throw new Error(`${entry.filename} is shorter than it claims`);
  return content;
}
