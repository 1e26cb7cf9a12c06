/** Zips that are wrong in one way each, none of which may be read as a bundle. */
import { deflateRawSync, crc32 } from 'node:zlib';
import { writeZip } from '../../../formats/bundle/write-zip.ts';
import { build, sealed } from './sample.ts';

interface RawEntry {
  readonly name: string;
  readonly data: Uint8Array;
  /** What the headers claim instead of the truth. */
  readonly claims?: Partial<{
    size: number;
    compressedSize: number;
    crc: number;
    method: number;
    flags: number;
  }>;
  readonly localName?: string;
  readonly extra?: Uint8Array;
  readonly external?: number;
  /** Present in the file but not in the central directory, or the other way round. */
  readonly only?: 'local' | 'central';
}

/** A zip written by hand, so that it can be wrong in any way. */
export function rawZip(
  entries: readonly RawEntry[],
  options: { comment?: string; before?: Uint8Array; after?: Uint8Array; count?: number } = {},
): Uint8Array {
  const parts: Buffer[] = [Buffer.from(options.before ?? [])];
  const central: Buffer[] = [];
  let at = parts[0]?.length ?? 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.data);
    const {
      size = entry.data.length,
      compressedSize = packed.length,
      crc = crc32(entry.data),
      method = 8,
      flags = 0,
    } = entry.claims ?? {};
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(0x21_6000, 6);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(compressedSize, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(Buffer.byteLength(entry.name), 22);
    common.writeUInt16LE(entry.extra?.length ?? 0, 24);
    const localCommon = Buffer.from(common);
    const localName = Buffer.from(entry.localName ?? entry.name);
    localCommon.writeUInt16LE(localName.length, 22);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      localCommon,
      localName,
      entry.extra ?? Buffer.alloc(0),
      packed,
    ]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(entry.external ?? 0, 6);
    tail.writeUInt32LE(at, 10);
    if (entry.only !== 'local') {
      central.push(
        Buffer.concat([
          Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
          common,
          tail,
          Buffer.from(entry.name),
          entry.extra ?? Buffer.alloc(0),
        ]),
      );
    }
    if (entry.only !== 'central') {
      parts.push(local);
      at += local.length;
    }
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(options.count ?? central.length, 8);
  end.writeUInt16LE(options.count ?? central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(Buffer.byteLength(options.comment ?? ''), 20);
  return new Uint8Array(
    Buffer.concat([
      ...parts,
      directory,
      end,
      Buffer.from(options.comment ?? ''),
      Buffer.from(options.after ?? []),
    ]),
  );
}

export const text = (content: string): Uint8Array => new TextEncoder().encode(content);
export const plan: RawEntry = { name: 'data/plan.json', data: text('{}') };
export const named = (name: string): Uint8Array => rawZip([{ name, data: text('x') }]);
const claiming = (claims: RawEntry['claims']): Uint8Array =>
  rawZip([{ ...plan, ...(claims === undefined ? {} : { claims }) }]);
export const zeros = new Uint8Array(8 * 1024 * 1024);
export const good = sealed(build());

export const HOSTILE: readonly (readonly [string, Uint8Array])[] = [
  ['an empty file', new Uint8Array()],
  ['not a zip', text('PK, but not really')],
  ['an empty zip', rawZip([])],
  ['a path that climbs', named('../../etc/passwd')],
  ['a path that climbs later', named('data/../../x')],
  ['a path that climbs with backslashes', named('..\\..\\x')],
  ['an absolute path', named('/etc/passwd')],
  ['a drive path', named('C:\\Windows\\x')],
  ['a folder', named('data/')],
  ['a name in another case', named('data/PLAN.JSON')],
  ['a name with a null', named('data/plan.json\0.txt')],
  ['a name with a dot segment', named('./data/plan.json')],
  ['a look-alike name', named('data/pl\u0430n.json')],
  ['a nested zip', rawZip([{ name: 'data/more.zip', data: good }])],
  ['a nested archive of another kind', named('data/more.tar')],
  ['a file nobody listed', named('data/extra.txt')],
  ['an approval number out of form', named('attestations/approval-01.dsse.json')],
  ['the same name twice', rawZip([plan, plan])],
  ['the same name twice with other content', rawZip([plan, { ...plan, data: text('{"a":1}') }])],
  ['another name in the local header', rawZip([{ ...plan, localName: 'data/evil.json' }])],
  [
    'a local file the directory leaves out',
    rawZip([plan, { name: 'data/evil.json', data: text('x'), only: 'local' }]),
  ],
  [
    'a directory entry without a file',
    rawZip([plan, { name: 'data/quotas.csv', data: text('x'), only: 'central' }]),
  ],
  ['a wrong count of entries', rawZip([plan], { count: 2 })],
  ['a bomb that says how large it is', rawZip([{ name: 'data/plan.json', data: zeros }])],
  ['a bomb that says it is small', rawZip([{ name: 'data/plan.json', data: zeros, claims: { size: 100 } }])],
  ['a claim of more than there is', claiming({ size: 5000 })],
  ['a claim of four gigabytes', claiming({ size: 0xfffffffe, compressedSize: 0xfffffff0 })],
  ['a wrong checksum', claiming({ crc: 1 })],
  ['an unknown compression', claiming({ method: 12 })],
  ['deflated bytes said to be stored', claiming({ method: 0 })],
  ['an encryption flag', claiming({ flags: 1 })],
  ['a data descriptor flag', claiming({ flags: 8 })],
  ['a comment', rawZip([plan], { comment: 'hello' })],
  ['bytes before the zip', rawZip([plan], { before: text('#!/bin/sh\n') })],
  ['bytes after the zip', rawZip([plan], { after: text('more') })],
  ['an extra field', rawZip([{ ...plan, extra: Uint8Array.of(0x75, 0x70, 1, 0, 0) }])],
  ['a symbolic link', rawZip([{ ...plan, external: 0xa1ff0000 }])],
  [
    'two hundred files',
    rawZip(Array.from({ length: 200 }, (_, i) => ({ name: `data/${i}`, data: text('x') }))),
  ],
  ['a truncated bundle', good.slice(0, -30)],
  [
    'a bundle with a second zip behind it',
    new Uint8Array([...good, ...writeZip(new Map([['data/plan.json', text('{}')]]))]),
  ],
  [
    'a bundle behind another zip',
    new Uint8Array([...writeZip(new Map([['data/plan.json', text('{}')]])), ...good]),
  ],
];
