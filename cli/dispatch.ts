/** `bailiwick <command> …`: finds the command, and answers help, version and misspellings. */
import { codedError } from '../domain/result.ts';
import { refuseInput } from './command.ts';
import type { Command, ExitCode } from './command.ts';
import type { Io } from './io.ts';
import { clientNamed } from './workstation.ts';

/** Levenshtein distance with adjacent swaps counted once (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const above = rows[i - 1] ?? [];
      let best = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

export function nearestCommand(word: string, commands: readonly Command[]): string | null {
  const ranked = commands
    .map(({ name }) => ({ name, cost: distance(word.toLowerCase(), name) }))
    .toSorted((a, b) => a.cost - b.cost);
  const best = ranked[0];
  return best !== undefined && best.cost <= Math.max(1, Math.floor(best.name.length / 2)) ? best.name : null;
}

export function overview(commands: readonly Command[]): string {
  const width = Math.max(0, ...commands.map(({ name }) => name.length));
  return [
    'Usage: bailiwick <command> [options]',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'bailiwick <command> --help explains one of them. --version prints the version.',
    '--client NAME, with any command: the client it is about (see bailiwick clients); else the first.',
    'Exit code: 0 success, 1 a negative finding, 2 a usage or input error.',
  ].join('\n');
}

function unknown(word: string, commands: readonly Command[], json: boolean, io: Io): ExitCode {
  const nearest = nearestCommand(word, commands);
  const hint = nearest === null ? 'See bailiwick --help.' : `Did you mean "${nearest}"?`;
  return refuseInput(
    io,
    [codedError('UNKNOWN_COMMAND', `There is no command "${word}". ${hint}`, { word })],
    json,
  );
}

/** `--client NAME` stands with any command, before `--`; what is left is the command's own line. */
function withoutClient(argv: readonly string[]): readonly [readonly string[], string | undefined] {
  const end = argv.indexOf('--');
  const at = argv.findIndex((word, i) => (end < 0 || i < end) && /^--client(=|$)/.test(word));
  if (at < 0) return [argv, undefined];
  const [option = '', value] = argv.slice(at, at + 2);
  const joined = option.includes('=');
  const name = joined ? option.slice('--client='.length) : (value ?? '');
  return [argv.toSpliced(at, joined ? 1 : 2), name];
}

/** Runs one command line; never throws: a fault of ours is INTERNAL and exit code 2. */
export async function dispatch(
  line: readonly string[],
  commands: readonly Command[],
  version: string,
  io: Io,
): Promise<ExitCode> {
  const [argv, name] = withoutClient(line);
  const [word, ...rest] = argv;
  const json = argv.includes('--json');
  const say = (text: string): ExitCode => {
    io.out(text);
    return 0;
  };
  if (word === '--version' || word === '-v') return say(version);
  if (word === '--help' || word === '-h') return say(overview(commands));
  if (word === 'help' && rest[0] === undefined) return say(overview(commands));
  if (word === undefined) {
    io.err(overview(commands));
    return 2;
  }
  const asked = word === 'help' ? (rest[0] ?? '') : word;
  const command = commands.find(({ name }) => name === asked);
  if (command === undefined) return unknown(asked, commands, json, io);
  const operands = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
  if (word === 'help' || operands.includes('--help') || operands.includes('-h')) return say(command.usage);
  try {
    const client = await clientNamed(io, name);
    if (!client.ok) return refuseInput(io, client.errors, json);
    return await command.run(rest, { ...io, client: client.value });
  } catch (cause) {
    if (io.env['BAILIWICK_DEBUG'] !== undefined && cause instanceof Error) io.err(cause.stack ?? '');
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `${command.name} stopped on a fault of its own: ${reason}. BAILIWICK_DEBUG=1 shows where.`;
    return refuseInput(io, [codedError('INTERNAL', message)], json);
  }
}
