import { describe, expect, it } from 'vitest';
import { integerOption, parseCommandLine, printJson, refuseInput } from '../../cli/command.ts';
import type { Command } from '../../cli/command.ts';
import { dispatch } from '../../cli/dispatch.ts';
import { recordedIo } from './recorded-io.ts';

const usage = 'Usage: bailiwick verify BUNDLE [--json]';
const verify: Command = {
  name: 'verify',
  summary: 'Check a bundle',
  usage,
  async run(argv, io) {
    const parsed = parseCommandLine(
      argv,
      { json: { type: 'boolean', default: false } },
      {
        min: 1,
        max: 1,
        what: 'one BUNDLE',
      },
    );
    if (!parsed.ok) return refuseInput(io, parsed.errors, argv.includes('--json'), usage);
    printJson(io, { bundle: parsed.value.positionals[0] });
    return parsed.value.positionals[0] === 'forged.zip' ? 1 : 0;
  },
};
const broken: Command = {
  name: 'broken',
  summary: 'Stops',
  usage: 'Usage: bailiwick broken',
  run: () => Promise.reject(new Error('disk on fire')),
};

async function run(...argv: string[]) {
  const io = recordedIo();
  const code = await dispatch(argv, [verify, broken], '1.2.3', io);
  return { code, out: io.stdout(), err: io.stderr() };
}

describe('bailiwick <command>', () => {
  it('passes a command its arguments and its exit code through, 0 and 1 alike', async () => {
    expect(await run('verify', 'good.zip')).toEqual({ code: 0, out: '{"bundle":"good.zip"}\n', err: '' });
    expect((await run('verify', 'forged.zip')).code).toBe(1);
  });

  it('answers --version and --help on standard output', async () => {
    expect(await run('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
    expect((await run('--help')).out).toContain('verify  Check a bundle');
    expect((await run('verify', '--help')).out).toBe(usage + '\n');
    expect((await run('help', 'verify')).out).toBe(usage + '\n');
  });

  it('takes --help after -- for an operand', async () => {
    expect((await run('verify', '--', '--help')).out).toBe('{"bundle":"--help"}\n');
  });

  it('refuses with exit code 2 and keeps standard output empty without a command', async () => {
    const answer = await run();
    expect(answer.code).toBe(2);
    expect(answer.out).toBe('');
    expect(answer.err).toContain('Usage: bailiwick <command>');
  });

  it('names the nearest command for a misspelling, and none for a word far from all', async () => {
    const near = await run('verfiy');
    expect(near.code).toBe(2);
    expect(near.err).toContain('Did you mean "verify"?');
    expect((await run('zzzzzzzz')).err).not.toContain('Did you mean');
  });

  it('prints exactly one JSON object when it refuses with --json', async () => {
    for (const argv of [
      ['nothing', '--json'],
      ['verify', '--json'],
      ['verify', 'a', '--wrong', '--json'],
      ['broken', '--json'],
    ]) {
      const answer = await run(...argv);
      expect(answer.code).toBe(2);
      expect(JSON.parse(answer.out)).toMatchObject({ ok: false, errors: [{ code: expect.any(String) }] });
    }
  });

  it('shows the usage when an operand or an option is wrong', async () => {
    expect((await run('verify')).err).toContain(usage);
    expect((await run('verify', 'a', '--wrong')).err).toContain("'--wrong'");
  });

  it('turns a fault into INTERNAL and says how to see where', async () => {
    const answer = await run('broken');
    expect(answer.code).toBe(2);
    expect(answer.err).toContain('disk on fire');
    expect(answer.err).toContain('BAILIWICK_DEBUG=1');
  });
});

describe('integerOption', () => {
  it('takes whole numbers within bounds and refuses the rest by name', () => {
    expect(integerOption('seed', '7', { min: 0, max: 9 })).toEqual({ ok: true, value: 7 });
    expect(integerOption('seed', undefined, { min: 0, max: 9 })).toEqual({ ok: true, value: undefined });
    for (const text of ['7.5', '1e3', '', '10', '-1', ' 7']) {
      const answer = integerOption('seed', text, { min: 0, max: 9 });
      expect(answer).toMatchObject({ ok: false, errors: [{ code: 'USAGE' }] });
    }
  });
});
