/**
 * What a launch does when the port is taken: if a Bailiwick of the same home is behind it, ask that one for an address
 * to open. The running host leaves its secret in a file only this person can read; it proves itself by the secret
 * before it is trusted, so a stranger listening on the port is never opened and never sent anything.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { proofOf, sameText } from './loopback-session.ts';

const Running = z.object({ port: z.number().int(), pid: z.number().int(), secret: z.string().min(16) });
type Running = z.infer<typeof Running>;
const Hello = z.object({ app: z.literal('bailiwick'), version: z.string(), proof: z.string() });

const fileIn = (home: string): string => join(home, 'loopback.json');

/** Leaves word of a host that listens. */
export async function recordRunning(home: string, running: Running): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const partial = `${fileIn(home)}.${running.pid}`;
  const handle = await open(partial, 'w', 0o600);
  await handle.writeFile(JSON.stringify(running));
  await handle.close();
  await rename(partial, fileIn(home));
}

async function readRunning(home: string): Promise<Running | null> {
  try {
    return Running.parse(JSON.parse(await readFile(fileIn(home), 'utf8')));
  } catch {
    // Missing or half-written by an older version: no running host that could be proven.
    return null;
  }
}

/** Takes the word back, unless a later host has left its own. */
export async function forgetRunning(home: string, secret: string): Promise<void> {
  if ((await readRunning(home))?.secret === secret) await rm(fileIn(home), { force: true });
}

async function greet(origin: string, nonce: string): Promise<z.infer<typeof Hello> | null> {
  try {
    const response = await fetch(`${origin}/hello?nonce=${nonce}`, { signal: AbortSignal.timeout(2_000) });
    return Hello.parse(await response.json());
  } catch {
    return null;
  }
}

/** The address to open at the host that already runs. Refuses PORT_IN_USE, or OTHER_HOME when it is not ours. */
export async function joinRunning(
  home: string,
  port: number,
  lifetime: 'once' | 'launch',
): Promise<Result<{ url: string }>> {
  const origin = `http://127.0.0.1:${port}`;
  const nonce = randomBytes(16).toString('hex');
  const hello = await greet(origin, nonce);
  const remedy = 'End it, or set BAILIWICK_PORT to a free port.';
  if (hello === null) {
    const message = `Port ${port} of 127.0.0.1 is used by another program. ${remedy}`;
    return refuse(codedError('PORT_IN_USE', message, { port }));
  }
  const running = await readRunning(home);
  if (running === null || !sameText(hello.proof, proofOf(running.secret, nonce))) {
    const message = `A Bailiwick with another home folder already runs on port ${port}. ${remedy}`;
    return refuse(codedError('OTHER_HOME', message, { port, home }));
  }
  const headers = { authorization: `Bearer ${running.secret}`, 'x-lifetime': lifetime };
  const response = await fetch(`${origin}/launch`, { method: 'POST', headers });
  return ok({ url: await response.text() });
}
