/**
 * Packs what ships with the real electron-builder and its real configuration around a stub of Electron (a folder with
 * an executable that carries the fuse sentinel), and reads the asar and the fuses back.
 */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);
const repository = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-package-'));
const project = join(folder, 'project');
const unpacked = join(folder, 'out/linux-unpacked');
const asar = join(unpacked, 'resources/app.asar');

/** dL7pKGdn…: where the fuses are found in a binary; then version 1, eight fuses, all as Electron ships them. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** What a fuse reads as, by the character that stands in the binary. */
const FuseState = { DISABLE: '0'.charCodeAt(0), ENABLE: '1'.charCodeAt(0) };
const FUSES = Buffer.from([1, 8, ...Buffer.from('11111011')]);

function stubElectron(dist: string): void {
  mkdirSync(join(dist, 'resources'), { recursive: true });
  const binary = Buffer.concat([Buffer.alloc(4096, 0x90), Buffer.from(SENTINEL), FUSES, Buffer.alloc(4096)]);
  writeFileSync(join(dist, 'electron'), binary);
  chmodSync(join(dist, 'electron'), 0o755);
  writeFileSync(join(dist, 'version'), '45.4.1');
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(dist, name), 'stub');
}

beforeAll(async () => {
  stubElectron(join(folder, 'electron'));
  mkdirSync(project);
  for (const name of ['package.json', 'electron-builder.yml', 'LICENSE', 'assets/icons']) {
    cpSync(join(repository, name), join(project, name), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(project, 'node_modules'), 'junction');
  // Builds what is not built as it stands, and nothing a second time.
  await run(process.execPath, [join(repository, 'scripts/setup.mjs')], { cwd: repository });
  cpSync(join(repository, 'dist'), join(project, 'dist'), { recursive: true });
  const options = [
    `--config.electronDist=${join(folder, 'electron')}`,
    `--config.directories.output=${join(folder, 'out')}`,
  ];
  await run(
    process.execPath,
    [
      join(repository, 'node_modules/electron-builder/cli.js'),
      '--linux',
      '--x64',
      '--dir',
      '--publish=never',
      ...options,
    ],
    { cwd: project, env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' } },
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds the shell, its preload and the page, and neither sources nor node_modules', () => {
    const files = listPackage(asar, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
    for (const needed of [
      '/package.json',
      '/dist/electron/main.mjs',
      '/dist/electron/preload.cjs',
      '/dist/renderer/index.html',
    ]) {
      expect(files).toContain(needed);
    }
    expect(files.some((path) => path.startsWith('/dist/renderer/app/') && path.endsWith('.js'))).toBe(true);
    expect(files.filter((path) => /node_modules|\.map$|\.tsx?$|\/dist\/cli|\.bailiwick/.test(path))).toEqual(
      [],
    );
  });

  it('starts at the built shell', () => {
    const manifest = z
      .object({ main: z.string(), name: z.string() })
      .parse(JSON.parse(extractFile(asar, 'package.json').toString()));
    expect(manifest).toEqual({ name: 'bailiwick', main: 'dist/electron/main.mjs' });
    expect(extractFile(asar, 'dist/electron/main.mjs').toString()).toContain('requestSingleInstanceLock');
  });

  it('has every fuse blown that could turn it into something else', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'bailiwick'));
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(FuseState.ENABLE);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
  });

  it('carries the licence, and no update address that nobody gave it', () => {
    expect(readFileSync(join(unpacked, 'resources/LICENSE.txt'), 'utf8')).toContain('Apache License');
    expect(existsSync(join(unpacked, 'resources/app-update.yml'))).toBe(false);
  });
});

describe('electron-builder.yml', () => {
  const text = readFileSync(join(repository, 'electron-builder.yml'), 'utf8');

  it('names a publisher and asks for signatures, without which updates would go unchecked', () => {
    expect(text).toMatch(/publisherName: \[\S+\]/);
    expect(text).toMatch(/verifyUpdateCodeSignature: true/);
    expect(text.match(/forceCodeSigning: true/g)?.length).toBe(2);
    expect(text).toMatch(/hardenedRuntime: true/);
  });

  it('names icons that are there, each beginning as its kind does', () => {
    const start = (name: string) => readFileSync(join(repository, 'assets/icons', name)).subarray(0, 4);
    expect(start('bailiwick.icns').toString('latin1')).toBe('icns');
    expect([...start('bailiwick.ico')]).toEqual([0, 0, 1, 0]);
    for (const size of [16, 32, 48, 64, 128, 256, 512]) {
      const png = readFileSync(join(repository, `assets/icons/linux/${size}x${size}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});
