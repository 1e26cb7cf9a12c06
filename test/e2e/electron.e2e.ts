import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';

const repository = join(import.meta.dirname, '../..');
const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[
  process.platform as string
];
const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(repository, 'node_modules/electron/dist');
const executablePath = join(dist, name ?? 'electron');
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

function reasonToSkip(): string | null {
  if (!existsSync(executablePath)) return `there is no Electron binary at ${executablePath}`;
  return hasDisplay ? null : 'there is no display for Electron to open a window on';
}

test('the desktop shell opens the page under app://, isolated, with the workstation within reach', async () => {
  const reason = reasonToSkip();
  if (reason !== null) console.log(`SKIPPED: the desktop shell's smoke test, because ${reason}`);
  test.skip(reason !== null, reason ?? '');
  const home = mkdtempSync(join(tmpdir(), 'bailiwick-electron-'));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath,
    args: [...sandbox, repository],
    env: { ...(process.env as Record<string, string>), BAILIWICK_HOME: home },
  });
  const page = await app.firstWindow();
  await expect(page.locator('#app')).not.toBeEmpty();
  expect(page.url()).toMatch(/^app:\/\/bailiwick\//);
  expect(await page.evaluate(() => [crossOriginIsolated, 'require' in window, 'process' in window])).toEqual([
    true,
    false,
    false,
  ]);
  const about = await page.evaluate(() => window.bailiwick?.about({}));
  expect(about).toMatchObject({ ok: true, value: { host: 'electron', home } });
  await app.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 10 });
});
