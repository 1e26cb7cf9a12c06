import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compilerPlants, lintPlants } from './planted.ts';
import type { Planted } from './planted.ts';

const repository = join(import.meta.dirname, '../..');
const rooms = [
  'domain',
  'formats',
  'solver-worker',
  'renderer',
  'workstation',
  'central-store',
  'electron',
  'cli',
  'test',
  'bench',
  'scripts',
];

const copies: string[] = [];

/** The sources and their rules in a folder of their own, so that what is planted never touches the repository. */
function copyOfTheHouse(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-walls-'));
  copies.push(folder);
  for (const name of readdirSync(repository)) {
    const isSource =
      rooms.includes(name) || /^(tsconfig.*\.json|\.oxlintrc\.json|package\.json|.*\.config\.ts)$/.test(name);
    if (isSource) cpSync(join(repository, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

afterAll(() => copies.forEach((folder) => rmSync(folder, { recursive: true })));

const nameOf = (plants: readonly Planted[], index: number): string =>
  `${plants[index]?.room ?? ''}/planted-${index}.ts`;

function plant(folder: string, plants: readonly Planted[]): void {
  for (const room of rooms)
    writeFileSync(join(folder, room, 'planted-target.ts'), 'export const ok = true;\n');
  plants.forEach(({ code }, index) => writeFileSync(join(folder, nameOf(plants, index)), code + '\n'));
}

function run(folder: string, script: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    execFile(
      process.execPath,
      [join(repository, 'node_modules', script), ...args],
      options,
      (_error, stdout) => resolve(stdout),
    );
  });
}

const tsc = (folder: string, ...args: string[]): Promise<string> =>
  run(folder, 'typescript/bin/tsc', [...args, '--pretty', 'false']);

interface LintReport {
  readonly diagnostics: readonly {
    readonly message: string;
    readonly help?: string;
    readonly filename: string;
  }[];
  readonly number_of_files: number;
}

async function lint(folder: string): Promise<LintReport> {
  const args = ['--type-aware', '--deny-warnings', '--format', 'json'];
  return JSON.parse(await run(folder, 'oxlint/bin/oxlint', args)) as LintReport;
}

/** Every TypeScript file of the rooms, by the file system: what a tool that checks everything has checked. */
const sourcesIn = (folder: string, room: string): string[] =>
  readdirSync(join(folder, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(room, name).replaceAll('\\', '/'));

describe('the lint', () => {
  let report: LintReport;
  let folder: string;
  beforeAll(async () => {
    folder = copyOfTheHouse();
    plant(folder, lintPlants);
    const a = "import { b } from './planted-cycle-b.ts';\nexport const a = () => b;\n";
    const b = "import { a } from './planted-cycle-a.ts';\nexport const b = () => a;\n";
    writeFileSync(join(folder, 'domain/planted-cycle-a.ts'), a);
    writeFileSync(join(folder, 'domain/planted-cycle-b.ts'), b);
    report = await lint(folder);
  });

  it.each(lintPlants.map((planted, index) => ({ ...planted, index })))(
    'is red in $room on: $code',
    ({ index, says }) => {
      const said = report.diagnostics
        .filter(({ filename }) => filename.endsWith(nameOf(lintPlants, index)))
        .map(({ message, help }) => `${message} ${help ?? ''}`);
      expect(
        said.some((text) => text.includes(says)),
        `expected "${says}" among ${JSON.stringify(said)}`,
      ).toBe(true);
    },
  );

  it('is red on nothing but what was planted', () => {
    expect(
      report.diagnostics.filter(({ filename }) => !/planted-(\d+|cycle-[ab])\.ts$/.test(filename)),
    ).toEqual([]);
  });

  it('is red on a cycle of imports', () => {
    const about = report.diagnostics.filter(({ filename }) => /planted-cycle-[ab]\.ts$/.test(filename));
    expect(about.map(({ message }) => message).join('\n')).toMatch(/cycle/i);
  });

  it('has looked at every source file there is', () => {
    const sources = rooms.flatMap((room) => sourcesIn(folder, room));
    expect(sources.length).toBeGreaterThan(lintPlants.length + 100);
    expect(report.number_of_files).toBeGreaterThanOrEqual(sources.length);
  });
});

describe('the compiler', () => {
  let said: string[];
  beforeAll(async () => {
    const folder = copyOfTheHouse();
    plant(folder, compilerPlants);
    said = (await tsc(folder, '-b')).split('\n');
  });

  it.each(compilerPlants.map((planted, index) => ({ ...planted, index })))(
    'is red in $room on: $code',
    ({ index, says }) => {
      const about = said.filter((line) => line.startsWith(nameOf(compilerPlants, index)));
      expect(
        about.some((line) => line.includes(says)),
        `expected ${says} among ${JSON.stringify(about)}`,
      ).toBe(true);
    },
  );

  it('is red on nothing but what was planted', () => {
    expect(said.filter((line) => line.includes('error TS') && !/planted-\d+\.ts/.test(line))).toEqual([]);
  });

  it('has looked at every source file there is, in a project that `tsc -b` builds', async () => {
    const root = readFileSync(join(repository, 'tsconfig.json'), 'utf8');
    const projects = z
      .object({ references: z.array(z.object({ path: z.string() })) })
      .parse(JSON.parse(root));
    let looked = '';
    for (const { path } of projects.references)
      looked += await tsc(repository, '-p', path, '--listFilesOnly');
    const seen = new Set(looked.replaceAll('\\', '/').split('\n'));
    const base = repository.replaceAll('\\', '/');
    for (const source of rooms.flatMap((room) => sourcesIn(repository, room))) {
      expect(seen, `nobody compiles ${source}`).toContain(`${base}/${source}`);
    }
  });
});
