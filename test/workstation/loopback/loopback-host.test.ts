import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VersionId } from '../../../domain/brand.ts';
import { ok } from '../../../domain/result.ts';
import { decodeFrame, encodeFrame } from '../../../formats/wire/frame.ts';
import { connectWorkstation } from '../../../renderer/host/workstation-client.ts';
import { WORKSTATION_METHODS } from '../../../workstation/contract.ts';
import type { WorkstationMethods } from '../../../workstation/contract.ts';
import { startLoopbackHost } from '../../../workstation/loopback-host.ts';
import type { LoopbackHost } from '../../../workstation/loopback-host.ts';

const calls: { method: string; input: unknown }[] = [];
/** Answers every method with its own input, so that the test sees what crossed. */
const echo = Object.fromEntries(
  WORKSTATION_METHODS.map((method) => [
    method,
    (input: unknown) => {
      calls.push({ method, input });
      return method === 'listMirrored'
        ? Promise.reject(new Error('disk on fire'))
        : Promise.resolve(ok(input));
    },
  ]),
) as unknown as WorkstationMethods;

let folder: string;
let host: LoopbackHost;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiwick-loopback-'));
  await mkdir(join(folder, 'page/app'), { recursive: true });
  await writeFile(join(folder, 'page/index.html'), '<!doctype html><title>Bailiwick</title>');
  await writeFile(join(folder, 'page/app/index-abc.js'), 'export {}');
  await writeFile(join(folder, 'page/.stamp'), 'hidden');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(folder, 'page/link.txt'));
  const started = await startLoopbackHost({
    root: join(folder, 'page'),
    port: 0,
    methodsOf: () => Promise.resolve(ok(echo)),
    version: '1.2.3',
  });
  if (!started.ok) throw new Error(started.errors[0]?.message);
  host = started.value;
});

afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** node:http rather than fetch: it sends the path and the headers exactly as given. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array) {
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: host.port, method, path, headers }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(parts) }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const launchCode = (lifetime: 'once' | 'launch'): string =>
  host.launchUrl(lifetime).split('#launch=')[1] ?? '';
const pageHeaders = (): Record<string, string> => ({
  Origin: host.origin,
  'Content-Type': 'application/octet-stream',
});

async function redeem(code: string) {
  const answer = await ask('POST', '/api/session', pageHeaders(), encodeFrame({ code }));
  const frame = decodeFrame(answer.body);
  return { status: answer.status, result: frame.ok ? frame.value : null };
}

async function authorized(): Promise<Record<string, string>> {
  const { result } = await redeem(launchCode('once'));
  return {
    ...pageHeaders(),
    Authorization: `Bearer ${(result as { value: { token: string } }).value.token}`,
  };
}

async function call(headers: Record<string, string>, method: string, input: unknown) {
  const answer = await ask('POST', `/api/${method}`, headers, encodeFrame(input));
  const frame = decodeFrame(answer.body);
  return { status: answer.status, result: frame.ok ? frame.value : null };
}

const refusedWith = (code: string) => ({ ok: false, errors: [{ code }] });

describe('the page, served', () => {
  it('carries the policy, isolation and no-sniff headers on every answer, found or not', async () => {
    for (const path of ['/', '/index.html', '/app/index-abc.js', '/nothing.js', '/hello?nonce=1']) {
      const { headers } = await ask('GET', path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
          "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; " +
          "object-src 'none'; frame-ancestors 'none'",
      );
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('gives files their types and keeps only those named after their content', async () => {
    const index = await ask('GET', '/');
    expect(index.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(index.headers['cache-control']).toBe('no-cache');
    const script = await ask('GET', '/app/index-abc.js?x=1');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
    const head = await ask('HEAD', '/');
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });

  it('gives nothing outside its folder, no listing, no hidden file, no link that leads out', async () => {
    for (const path of [
      '/../secret.txt',
      '/app/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/app/..%5c..%5csecret.txt',
      '/%252e%252e/secret.txt',
      '//secret.txt',
      '/app',
      '/app/',
      '/.stamp',
      '/link.txt',
      '/index.html%00.js',
      '/%',
      '/C:/secret.txt',
    ]) {
      const answer = await ask('GET', path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.body.toString()).not.toContain('secret\n');
    }
  });

  it('answers its own name only, so that a rebound DNS name finds nothing', async () => {
    for (const Host of [
      'evil.example',
      `localhost:${host.port}`,
      '127.0.0.1',
      `127.0.0.1.evil.example:${host.port}`,
    ]) {
      expect((await ask('GET', '/', { Host })).status).toBe(421);
    }
  });

  it('answers no other verb', async () => {
    for (const verb of ['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'POST']) {
      expect((await ask(verb, '/')).status).toBe(405);
    }
  });
});

describe('the launch code', () => {
  it('is good once when it stood in a command line, and for the launch when it was printed', async () => {
    const once = launchCode('once');
    expect((await redeem(once)).status).toBe(200);
    expect(await redeem(once)).toEqual({
      status: 401,
      result: refusedShape('NOT_LAUNCHED'),
    });
    const printed = launchCode('launch');
    expect((await redeem(printed)).status).toBe(200);
    expect((await redeem(printed)).status).toBe(200);
  });

  it('cannot be guessed, left out or sent as something else', async () => {
    for (const code of ['', 'x'.repeat(32), launchCode('once').slice(1), null, 7, {}]) {
      expect((await redeem(code as string)).status).toBe(401);
    }
  });
});

const refusedShape = (code: string) => ({ ok: false, errors: [expect.objectContaining({ code })] });

describe('a call to the workstation', () => {
  it('reaches the method with its argument parsed, and brings the answer back', async () => {
    const headers = await authorized();
    const input = { suggestedName: 'plan.zip', bytes: new Uint8Array([0, 1, 255]) };
    expect(await call(headers, 'saveFile', input)).toEqual({ status: 200, result: ok(input) });
  });

  it('works from the page with the client that ships in it', async () => {
    const kept = new Map<string, string>();
    const workstation = connectWorkstation({
      bridge: undefined,
      client: 'first',
      reached: () => undefined,
      location: { hash: new URL(host.launchUrl('once')).hash, pathname: '/', search: '' },
      storage: {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => void kept.set(key, value),
        removeItem: (key) => void kept.delete(key),
      },
      fetch: (path, init) =>
        fetch(host.origin + path, {
          ...init,
          headers: { ...(init.headers as Record<string, string>), Origin: host.origin },
        }),
      replaceAddress: () => undefined,
    });
    const bundle = new Uint8Array(3_000_000).fill(7);
    await workstation.mirrorVersion({ versionId: 'a'.repeat(64) as VersionId, bundle });
    const crossed = calls.at(-1)?.input as { bundle: Uint8Array };
    expect(Buffer.compare(crossed.bundle, bundle)).toBe(0);
    expect(await workstation.readMirrored({ versionId: '../etc' as VersionId })).toMatchObject(
      refusedWith('BAD_ARGUMENT'),
    );
  });

  it('is refused without the token, with a wrong one, or with another launch', async () => {
    const headers = await authorized();
    const before = calls.length;
    for (const Authorization of ['', 'Bearer', 'Bearer wrong', `${headers['Authorization'] ?? ''}x`]) {
      const answer = await call({ ...headers, Authorization }, 'about', {});
      expect(answer).toMatchObject({ status: 401, result: refusedWith('NOT_LAUNCHED') });
    }
    expect((await call(pageHeaders(), 'about', {})).status).toBe(401);
    expect(calls.length).toBe(before);
  });

  it('is refused from another page, even with the token', async () => {
    const headers = await authorized();
    const before = calls.length;
    for (const Origin of [
      'https://evil.example',
      'null',
      `http://localhost:${host.port}`,
      'http://127.0.0.1',
    ]) {
      expect(await call({ ...headers, Origin }, 'about', {})).toMatchObject({
        status: 403,
        result: refusedWith('FOREIGN_ORIGIN'),
      });
    }
    const { Origin: _, ...without } = headers;
    expect((await call(without, 'about', {})).status).toBe(403);
    expect((await call({ ...headers, 'Sec-Fetch-Site': 'cross-site' }, 'about', {})).status).toBe(403);
    expect((await call({ ...headers, 'Content-Type': 'text/plain' }, 'about', {})).status).toBe(415);
    expect(calls.length).toBe(before);
  });

  it('is refused for a method the contract does not have, inherited names included', async () => {
    const headers = await authorized();
    for (const method of ['nothing', 'constructor', '__proto__', 'toString', 'about/x', '']) {
      expect((await call(headers, method, {})).status).toBe(404);
    }
  });

  it('is refused when the argument does not match its schema, before the method runs', async () => {
    const headers = await authorized();
    const before = calls.length;
    for (const input of [{ extra: 1 }, null, [], 'text']) {
      expect(await call(headers, 'about', input)).toMatchObject({
        status: 400,
        result: refusedWith('BAD_ARGUMENT'),
      });
    }
    const torn = await ask('POST', '/api/about', headers, new Uint8Array([0, 0, 9, 9]));
    expect(torn.status).toBe(400);
    expect(calls.length).toBe(before);
  });

  it('is refused when its body is larger than the method can need', async () => {
    const headers = await authorized();
    const answer = await call(headers, 'trustKeyring', { keyring: 'x'.repeat(2 * 1024 * 1024 + 1) });
    expect(answer).toMatchObject({ status: 413, result: refusedWith('BODY_TOO_LARGE') });
  });

  it('answers INTERNAL when a method throws, and goes on serving', async () => {
    const headers = await authorized();
    expect(await call(headers, 'listMirrored', {})).toMatchObject({
      status: 500,
      result: refusedWith('INTERNAL'),
    });
    expect((await call(headers, 'about', {})).status).toBe(200);
  });
});
