/** Running other programs, so that they end when this one does. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Something the person can mend; its message says how. */
export class Refusal extends Error {}

/** Programs of ours that run; they are ended with us. */
const running = new Set();
const end = (signal) => running.forEach((child) => child.kill(signal));
process.on('exit', () => end('SIGTERM'));

/**
 * Ends every program started here and then this one, when a signal asks for it or when the npm that ran it is gone
 * (killed outright, or with a shell in between that does not pass signals on). `before` may clean up.
 */
export function endOnSignals(before = async () => {}) {
  let ending = false;
  const finish = (code) => {
    if (ending) return;
    ending = true;
    end('SIGTERM');
    void before().finally(() => process.exit(code));
  };
  process.on('SIGINT', () => finish(130));
  process.on('SIGTERM', () => finish(143));
  process.on('SIGHUP', () => finish(129));
  if (process.env.npm_lifecycle_event === undefined) return;
  const watched = npmAndShell();
  setInterval(() => watched.some(hasEnded) && finish(143), 1000).unref();
}

/** The shell that npm put in between, and npm itself where the system tells whose child that shell is. */
function npmAndShell() {
  const shell = process.ppid;
  try {
    const npm = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${shell}/status`, 'utf8'))?.[1];
    return [shell, Number(npm)].filter((pid) => pid > 1);
  } catch {
    return [shell];
  }
}

function hasEnded(pid) {
  try {
    process.kill(pid, 0);
    return false;
  } catch (cause) {
    return cause.code === 'ESRCH';
  }
}

export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: repository,
    shell: process.platform === 'win32' && command.endsWith('.cmd'),
    ...options,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** The exit code of a started program; 127 when it could not be started, 128 when a signal ended it. */
export const ended = (child) =>
  new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 128));
  });

/** Runs a tool to its end with its words on stderr, and answers its exit code. */
export const runTool = (command, args, options = {}) =>
  ended(start(command, args, { stdio: ['ignore', 2, 2], ...options }));

/** Runs a tool and answers what it printed. */
export async function capture(command, args, options = {}) {
  const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  return { status: await ended(child), stdout, stderr };
}
