import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startUpdates } from '../../electron/updates.ts';

const machine = vi.hoisted(() => ({ isPackaged: true, online: true }));
const updater = vi.hoisted(() => ({
  allowDowngrade: true,
  allowPrerelease: true,
  autoInstallOnAppQuit: false,
  asked: 0,
  on: () => undefined,
  checkForUpdates: () => Promise.resolve(null as unknown),
}));
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return machine.isPackaged;
    },
  },
  net: { isOnline: () => machine.online },
  protocol: {},
}));
vi.mock('electron-updater', () => ({ default: { autoUpdater: updater } }));

const resources = mkdtempSync(join(tmpdir(), 'bailiwick-updates-'));
afterAll(() => rmSync(resources, { recursive: true }));

beforeEach(() => {
  Object.assign(machine, { isPackaged: true, online: true });
  Object.assign(updater, { allowDowngrade: true, allowPrerelease: true, asked: 0 });
  updater.checkForUpdates = () => {
    updater.asked += 1;
    return Promise.resolve(null);
  };
  writeFileSync(join(resources, 'app-update.yml'), 'provider: generic\n');
});

describe('updates', () => {
  it('never go back to an older version', async () => {
    expect(await startUpdates(resources)).toBe('asked');
    expect(updater.asked).toBe(1);
    expect(updater.allowDowngrade).toBe(false);
    expect(updater.allowPrerelease).toBe(false);
  });

  it('are not asked for from a clone, without an address, or without a network', async () => {
    machine.isPackaged = false;
    expect(await startUpdates(resources)).toBe('off');
    machine.isPackaged = true;
    machine.online = false;
    expect(await startUpdates(resources)).toBe('offline');
    machine.online = true;
    rmSync(join(resources, 'app-update.yml'));
    expect(await startUpdates(resources)).toBe('off');
    expect(updater.asked).toBe(0);
  });

  it('that cannot be reached disturb nobody', async () => {
    updater.checkForUpdates = () => Promise.reject(new Error('unreachable'));
    expect(await startUpdates(resources)).toBe('asked');
  });
});
