/** The real process Io with its two outputs recorded and a fixed clock. */
import { processIo } from '../../cli/io.ts';
import type { Io } from '../../cli/io.ts';

export interface RecordedIo extends Io {
  stdout(): string;
  stderr(): string;
}

export function recordedIo(overrides: Partial<Io> = {}): RecordedIo {
  const out: string[] = [];
  const err: string[] = [];
  const line = (text: string): string => (text.endsWith('\n') ? text : text + '\n');
  return {
    ...processIo(),
    out: (text) => void out.push(line(text)),
    err: (text) => void err.push(line(text)),
    now: () => new Date('2026-01-31T12:00:00.000Z'),
    env: {},
    ...overrides,
    stdout: () => out.join(''),
    stderr: () => err.join(''),
  };
}
