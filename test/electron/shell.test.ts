import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WORKSTATION_METHODS } from '../../workstation/contract.ts';
import { SECURITY_HEADERS } from '../../workstation/loopback-headers.ts';
import { FakeWebContents, createFakeElectron } from './fake-electron.ts';
import type { FakeElectron } from './fake-electron.ts';

let electron: FakeElectron;

const home = mkdtempSync(join(tmpdir(), 'bailiwick-shell-'));
afterAll(() => rmSync(home, { recursive: true }));

/** Milliseconds; the second that Vitest waits by itself is short on a busy machine. */
const PATIENCE = 180_000;

/** Starts the very main.ts that ships, against a fresh Electron. */
async function start(prepare: (electron: FakeElectron) => void = () => undefined): Promise<FakeElectron> {
  vi.resetModules();
  vi.stubEnv('BAILIWICK_HOME', home);
  // Electron's own; a packaged application keeps its update address there.
  Object.assign(process, { resourcesPath: home });
  electron = createFakeElectron();
  vi.doMock('electron', () => electron);
  prepare(electron);
  await import('../../electron/main.ts');
  await vi.waitFor(() => {
    if (electron.app.holdsLock) expect(electron.state.windows.length).toBe(1);
  }, PATIENCE);
  return electron;
}

beforeEach(async () => {
  await start();
});

const window = () => {
  const first = electron.state.windows[0];
  if (first === undefined) throw new Error('no window');
  return first;
};

/** Whether the event was stopped by the shell. */
function stopped(event: string, details: Record<string, unknown>): boolean {
  let prevented = false;
  window().webContents.emit(event, { ...details, preventDefault: () => (prevented = true) });
  return prevented;
}

const strangers = [
  'https://evil.example/',
  'file:///etc/passwd',
  'app://evil/',
  'app://bailiwick.evil/',
  'app://user@bailiwick/',
  'javascript:alert(1)',
  'data:text/html,x',
  'http://127.0.0.1/',
  '',
];

describe('the window', () => {
  it.each([
    ['sandbox', true],
    ['contextIsolation', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['webSecurity', true],
    ['allowRunningInsecureContent', false],
    ['webviewTag', false],
    ['navigateOnDragDrop', false],
    ['spellcheck', false],
  ])('has %s: %s', (name, value) => {
    expect(window().options.webPreferences[name]).toBe(value);
  });

  it('has developer tools only where it is developed', async () => {
    expect(window().options.webPreferences['devTools']).toBe(true);
    await start(({ app }) => (app.isPackaged = true));
    expect(window().options.webPreferences['devTools']).toBe(false);
  });

  it('has a CommonJS preload, the only kind a sandbox takes', () => {
    expect(window().options.webPreferences['preload']).toMatch(/preload\.cjs$/);
  });

  it('shows the page of app:// and never file://', () => {
    expect(window().loaded).toBe('app://bailiwick/');
  });

  it('appears when there is something to see', () => {
    expect(window().shown).toBe(0);
    window().onceReady();
    expect(window().shown).toBe(1);
  });

  it('has the sandbox on for every process, before anything else is asked of the app', () => {
    expect(electron.app.told[0]).toBe('enableSandbox');
  });
});

describe('app://', () => {
  const get = (url: string, init?: RequestInit) => {
    const handler = electron.state.protocols['app'];
    if (handler === undefined) throw new Error('app:// is not served');
    return handler(new Request(url, init));
  };

  it('is declared a standard, secure origin before the app is ready, with no more rights than it needs', () => {
    expect(electron.state.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  it('carries the policy and isolation headers on every answer', async () => {
    for (const url of ['app://bailiwick/', 'app://bailiwick/nothing.js']) {
      const { headers } = await get(url);
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value);
    }
  });

  it('gives nothing outside the page, to no other host, by no other verb', async () => {
    for (const url of [
      'app://bailiwick/%2e%2e/electron/main.mjs',
      'app://bailiwick/..%2felectron/main.mjs',
      'app://bailiwick/..%5celectron%5cmain.mjs',
      'app://elsewhere/index.html',
    ]) {
      expect([url, (await get(url)).status]).toEqual([url, 404]);
    }
    expect((await get('app://bailiwick/', { method: 'POST' })).status).toBe(405);
  });
});

describe('permissions', () => {
  const page = { getURL: () => 'app://bailiwick/' };
  const request = (
    permission: string,
    contents: { getURL: () => string },
    requestingUrl: string,
  ): unknown => {
    let granted: unknown;
    const handler = electron.state.handlers['permissionRequest'] as unknown as (...args: unknown[]) => void;
    handler(contents, permission, (value: unknown) => (granted = value), { requestingUrl });
    return granted;
  };
  const check = (permission: string, origin: string): unknown =>
    (electron.state.handlers['permissionCheck'] as unknown as (...args: unknown[]) => unknown)(
      null,
      permission,
      origin,
    );

  it('are denied when asked for, but for copying and for keeping plans', () => {
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'fileSystem',
      'openExternal',
      'unknown',
    ]) {
      expect([permission, request(permission, page, 'app://bailiwick/')]).toEqual([permission, false]);
    }
    expect(request('clipboard-sanitized-write', page, 'app://bailiwick/')).toBe(true);
    expect(request('clipboard-sanitized-write', page, 'https://evil.example/')).toBe(false);
    expect(request('persistent-storage', { getURL: () => 'https://evil.example/' }, 'app://bailiwick/')).toBe(
      false,
    );
  });

  it('are denied when only looked at', () => {
    expect(check('media', 'app://bailiwick')).toBe(false);
    expect(check('clipboard-sanitized-write', 'app://bailiwick')).toBe(true);
    expect(check('clipboard-sanitized-write', 'https://evil.example')).toBe(false);
  });

  it('to devices are always denied', () => {
    expect((electron.state.handlers['devicePermission'] as () => unknown)()).toBe(false);
  });
});

describe('the network', () => {
  it('is cut off for everything but the page itself', () => {
    const cancelled = (url: string): unknown => {
      let answer: { cancel?: boolean } = {};
      const handler = electron.state.handlers['beforeRequest'] as unknown as (...args: unknown[]) => void;
      handler({ url }, (value: { cancel?: boolean }) => (answer = value));
      return answer.cancel;
    };
    for (const url of [
      'https://evil.example/',
      'http://127.0.0.1/',
      'wss://evil.example/',
      'file:///etc/passwd',
    ]) {
      expect([url, cancelled(url)]).toEqual([url, true]);
    }
    for (const url of ['app://bailiwick/', 'blob:app://bailiwick/1', 'data:,x'])
      expect(cancelled(url)).toBe(false);
    expect(electron.app.told).toContain('spellChecker false');
  });
});

describe('navigation', () => {
  it.each(strangers)('of the page to "%s" is stopped', (url) => {
    expect(stopped('will-navigate', { url })).toBe(true);
    expect(stopped('will-redirect', { url })).toBe(true);
    expect(stopped('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
  });

  it('within the page goes on, but in no frame', () => {
    expect(stopped('will-navigate', { url: 'app://bailiwick/#quota' })).toBe(false);
    expect(stopped('will-frame-navigate', { url: 'app://bailiwick/', isMainFrame: true })).toBe(false);
    expect(stopped('will-frame-navigate', { url: 'app://bailiwick/', isMainFrame: false })).toBe(true);
  });

  it('never attaches a webview', () => {
    expect(stopped('will-attach-webview', {})).toBe(true);
  });

  it('opens no window; an address of the allow-list goes to the browser, any other nowhere', () => {
    const open = (url: string) => window().webContents.openHandler?.({ url });
    for (const url of [
      ...strangers,
      'http://www.geonames.org/',
      'https://www.geonames.org.evil.example/',
      'https://www.geonames.org@evil.example/',
      'https://www.geonames.org:8443/',
    ]) {
      expect(open(url)).toEqual({ action: 'deny' });
    }
    expect(electron.state.opened).toEqual([]);
    expect(open('https://www.geonames.org/about.html')).toEqual({ action: 'deny' });
    expect(electron.state.opened).toEqual(['https://www.geonames.org/about.html']);
  });

  it('is confined for web contents made later, too', () => {
    const later = new FakeWebContents();
    electron.app.emit('web-contents-created', {}, later);
    expect(later.openHandler?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
    expect(later.listenerCount('will-navigate')).toBe(1);
  });
});

describe('the channels', () => {
  const badArgument = {
    ok: false,
    errors: expect.arrayContaining([expect.objectContaining({ code: 'BAD_ARGUMENT' })]) as unknown,
  };
  const call = (method: string, input: unknown, frame?: { url: string } | null) => {
    const sender = window().webContents;
    const event = { sender, senderFrame: frame === undefined ? sender.mainFrame : frame };
    const handler = electron.state.channels[`workstation:${method}`];
    if (handler === undefined) throw new Error(`no channel for ${method}`);
    return handler(event, input);
  };

  it('are those of the contract and no others', () => {
    const expected = WORKSTATION_METHODS.map((method) => `workstation:${method}`);
    expect(Object.keys(electron.state.channels).toSorted()).toEqual(expected.toSorted());
  });

  it.each([...WORKSTATION_METHODS])('refuse %s from any frame but the page itself', async (method) => {
    const frames = [null, { url: 'app://bailiwick/' }, { url: 'https://evil.example/' }];
    for (const frame of frames) {
      expect(await call(method, {}, frame)).toMatchObject({
        ok: false,
        errors: [{ code: 'FOREIGN_SENDER' }],
      });
    }
    window().webContents.mainFrame = { url: 'https://evil.example/' };
    expect(await call(method, {})).toMatchObject({ ok: false, errors: [{ code: 'FOREIGN_SENDER' }] });
  });

  it.each([...WORKSTATION_METHODS])('refuse %s with an argument its schema does not know', async (method) => {
    for (const input of [undefined, null, 'text', [], { unexpected: true }]) {
      expect(await call(method, input)).toMatchObject(badArgument);
    }
  });

  it('reach the workstation that keeps its things in BAILIWICK_HOME', async () => {
    const answer = await call('about', {});
    expect(answer).not.toMatchObject({ errors: [{ code: 'BAD_ARGUMENT' }] });
    expect(electron.app.paths['userData']).toBe(join(home, 'shell'));
  });
});

describe('the bridge', () => {
  it('offers the methods of the contract as plain functions, and nothing of Electron', async () => {
    await import('../../electron/preload.ts');
    expect(Object.keys(electron.state.exposed)).toEqual(['bailiwick']);
    const bridge = electron.state.exposed['bailiwick'] ?? {};
    expect(Object.keys(bridge).toSorted()).toEqual([...WORKSTATION_METHODS].toSorted());
    expect(await bridge['about']?.({ a: 1 })).toEqual({ channel: 'workstation:about', input: { a: 1 } });
  });
});

describe('a second start', () => {
  it('ends at once when this home is open already, and opens nothing', async () => {
    await start(({ app }) => (app.holdsLock = false));
    expect(electron.app.told).toContain('quit');
    expect(electron.state.windows).toEqual([]);
    expect(electron.state.channels).toEqual({});
  });

  it('takes the lock of its own home', () => {
    const { told } = electron.app;
    expect(told.indexOf('setPath')).toBeLessThan(told.indexOf('requestSingleInstanceLock'));
  });

  it('brings the open window to the front', () => {
    window().minimized = true;
    electron.app.emit('second-instance');
    expect(window().minimized).toBe(false);
    expect(window().focused).toBe(1);
    expect(electron.state.windows.length).toBe(1);
  });
});

describe('a page that dies', () => {
  const die = (reason = 'crashed') => window().webContents.emit('render-process-gone', {}, { reason });

  it('is loaded again three times, and then a person is asked', async () => {
    for (let i = 0; i < 3; i++) die();
    expect(window().webContents.reloads).toBe(3);
    expect(electron.state.asked.count).toBe(0);
    die();
    expect(window().webContents.reloads).toBe(3);
    await vi.waitFor(() => expect(electron.app.told).toContain('quit'), PATIENCE);
    expect(electron.state.asked.count).toBe(1);
  });

  it('is loaded again when the person says so', async () => {
    electron.state.asked.response = 0;
    for (let i = 0; i < 4; i++) die('oom');
    await vi.waitFor(() => expect(window().webContents.reloads).toBe(4), PATIENCE);
  });

  it('is forgotten after five minutes, and a clean end is none', async () => {
    const { recoverFromCrashes } = await import('../../electron/crash-recovery.ts');
    const other = new electron.BrowserWindow({ webPreferences: {} });
    let now = 0;
    recoverFromCrashes(other as unknown as Parameters<typeof recoverFromCrashes>[0], () => now);
    for (let i = 0; i < 10; i++) {
      now += 2 * 60 * 1000;
      other.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    }
    other.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(other.webContents.reloads).toBe(10);
    expect(electron.state.asked.count).toBe(0);
  });
});

describe('what the shell does for the workstation', () => {
  const services = async () => (await import('../../electron/shell-services.ts')).shellServices();

  it('seals keys with the keychain and opens them again', async () => {
    const { keyGuard } = await services();
    const secret = new Uint8Array([0, 1, 255]);
    const sealed = await keyGuard?.seal(secret);
    expect(await keyGuard?.open(sealed ?? new Uint8Array())).toEqual({ ok: true, value: secret });
    expect(await keyGuard?.open(new Uint8Array([1]))).toMatchObject({
      ok: false,
      errors: [{ code: 'KEYCHAIN_REFUSED' }],
    });
  });

  it('claims no keychain where there is none, nor where it is a password in Electron itself', async () => {
    electron.state.keychain.available = false;
    expect((await services()).keyGuard).toBeNull();
    electron.state.keychain.available = true;
    electron.state.keychain.backend = 'basic_text';
    if (process.platform === 'linux') expect((await services()).keyGuard).toBeNull();
  });

  it('saves where the person says, and says so when she does not or it cannot be', async () => {
    const shell = await services();
    const path = join(home, 'plan.zip');
    electron.state.save.filePath = path;
    expect(await shell.saveFile('plan.zip', new Uint8Array([7]))).toEqual({
      ok: true,
      value: { saved: true, path },
    });
    expect([...readFileSync(path)]).toEqual([7]);
    electron.state.save.filePath = join(home, 'no/such/folder/plan.zip');
    expect(await shell.saveFile('plan.zip', new Uint8Array([7]))).toMatchObject({
      errors: [{ code: 'FILE_NOT_WRITTEN' }],
    });
    electron.state.save.canceled = true;
    expect(await shell.saveFile('plan.zip', new Uint8Array())).toEqual({
      ok: true,
      value: { saved: false, path: null },
    });
  });

  it('opens addresses of the allow-list only', async () => {
    const shell = await services();
    expect(await shell.openExternal('https://creativecommons.org/licenses/by/4.0/')).toMatchObject({
      ok: true,
    });
    expect(await shell.openExternal('https://evil.example/')).toMatchObject({
      errors: [{ code: 'ADDRESS_NOT_ALLOWED' }],
    });
  });
});
