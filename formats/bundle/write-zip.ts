/** Zip writing with nothing of the day or the machine in it: the same files give the same bytes. */
import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';

/** fflate writes local calendar fields, so a local noon gives the same bytes in every time zone. */
const FIXED_TIME = new Date(1980, 0, 1, 12, 0, 0);

/** These are compressed already. */
const STORED = /\.(xlsx|zip|png)$/;

/** A zip of the given files, sorted by name. Names are ASCII. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const names = [...files.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  const zippable: Zippable = {};
  for (const name of names) {
    const bytes = files.get(name) ?? new Uint8Array();
    zippable[name] = [bytes, { level: STORED.test(name) ? 0 : 6, mtime: FIXED_TIME }];
  }
  return new Uint8Array(zipSync(zippable));
}
