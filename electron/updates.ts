/**
 * Updates: only of a packaged Bailiwick that was built with an address for them, only signed ones (electron-updater
 * checks the publisher of electron-builder.yml on Windows, the system does on macOS), never an older version.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { isOnline } from './page-protocol.ts';

/** `resources` is where electron-builder leaves app-update.yml. */
export async function startUpdates(
  resources: string = process.resourcesPath,
): Promise<'off' | 'offline' | 'asked'> {
  if (!app.isPackaged || !existsSync(join(resources, 'app-update.yml'))) return 'off';
  if (!isOnline()) return 'offline';
  const { default: updater } = await import('electron-updater');
  const { autoUpdater } = updater;
  autoUpdater.allowDowngrade = false;
  autoUpdater.allowPrerelease = false;
  autoUpdater.autoInstallOnAppQuit = true;
  // Being unreachable is the normal state of an offline-first application, not an error to show.
  autoUpdater.on('error', () => undefined);
  await autoUpdater.checkForUpdates().catch(() => null);
  return 'asked';
}
