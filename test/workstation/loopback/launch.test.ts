import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchLoopback } from '../../../workstation/loopback-main.ts';
import type { Launch } from '../../../workstation/loopback-main.ts';

let home: string;
const open: Launch[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bailiwick-launch-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((launch) => launch.close()));
  await rm(home, { recursive: true });
});

async function launch(port: number, atHome = home) {
  const result = await launchLoopback({ root: atHome, home: atHome, port, version: '1.2.3' });
  if (result.ok) open.push(result.value);
  return result;
}

async function started() {
  const first = await launch(0);
  if (!first.ok) throw new Error(first.errors[0]?.message);
  return { first: first.value, port: Number(new URL(first.value.origin).port) };
}

describe('a launch', () => {
  it('listens on 127.0.0.1 and leaves word of itself that only this person can read', async () => {
    const { first } = await started();
    expect(first.state).toBe('started');
    expect(first.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await stat(join(home, 'loopback.json'))).mode & 0o777).toBe(0o600);
  });

  it('takes its word back when it ends', async () => {
    const { first } = await started();
    await first.close();
    await expect(readFile(join(home, 'loopback.json'))).rejects.toThrow('ENOENT');
  });

  it('joins the Bailiwick of the same home that already runs, with an address that one accepts', async () => {
    const { first, port } = await started();
    const second = await launch(port);
    if (!second.ok) throw new Error(second.errors[0]?.message);
    expect(second.value.state).toBe('joined');
    expect(second.value.origin).toBe(first.origin);
    const urls = [await second.value.launchUrl('once'), await second.value.launchUrl('launch')];
    for (const url of urls) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#launch=[\w-]{32}$/);
    expect(new Set(urls).size).toBe(2);
  });

  it('refuses OTHER_HOME when the one that runs is of another home or cannot prove itself', async () => {
    const { port } = await started();
    const other = await mkdtemp(join(tmpdir(), 'bailiwick-launch-'));
    expect(await launch(port, other)).toMatchObject({ ok: false, errors: [{ code: 'OTHER_HOME' }] });
    await writeFile(join(home, 'loopback.json'), JSON.stringify({ port, pid: 1, secret: 'stale'.repeat(6) }));
    expect(await launch(port)).toMatchObject({ ok: false, errors: [{ code: 'OTHER_HOME' }] });
    await rm(other, { recursive: true });
  });

  it('refuses PORT_IN_USE by name when something else has the port, and sends it no secret', async () => {
    const seen: string[] = [];
    const stranger = createServer((request, response) => {
      seen.push(`${request.method} ${request.headers.authorization ?? ''}`);
      response.end('{"app":"something else"}');
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const port = (stranger.address() as AddressInfo).port;
    await writeFile(join(home, 'loopback.json'), JSON.stringify({ port, pid: 1, secret: 's'.repeat(32) }));
    const answer = await launch(port);
    expect(answer).toMatchObject({ ok: false, errors: [{ code: 'PORT_IN_USE' }] });
    expect(answer.ok ? '' : answer.errors[0]?.message).toContain(String(port));
    expect(seen).toEqual(['GET ']);
    stranger.closeAllConnections();
    stranger.close();
  });
});
