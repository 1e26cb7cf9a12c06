/** The shell: everything it does is wired here, in the order it must happen. */
import { join } from 'node:path';
import { BrowserWindow, app, session } from 'electron';
import { bailiwickHome } from '../workstation/paths.ts';
import { Workstations } from '../workstation/workstations.ts';
import { serveChannels } from './channels.ts';
import { confineNavigation } from './navigation.ts';
import { cutOffNetwork, declarePageScheme, servePage } from './page-protocol.ts';
import { restrictPermissions } from './permissions.ts';
import { shellServices } from './shell-services.ts';
import { startUpdates } from './updates.ts';
import { installMenu, openWindow } from './window.ts';

const home = bailiwickHome();

function showWindow(): void {
  const window = BrowserWindow.getAllWindows()[0] ?? openWindow();
  if (window.isMinimized()) window.restore();
  window.focus();
}

async function whenReady(): Promise<void> {
  await app.whenReady();
  restrictPermissions(session.defaultSession);
  cutOffNetwork(session.defaultSession);
  servePage(join(import.meta.dirname, '../renderer'));
  const shell = shellServices();
  const stations = new Workstations({ home, version: app.getVersion(), host: 'electron', shell });
  await stations.clients.sweep();
  serveChannels((client) => stations.of(client));
  installMenu();
  openWindow();
  app.on('activate', showWindow);
  await startUpdates();
}

function start(): void {
  app.enableSandbox();
  // Also what the single-instance lock belongs to: two homes may run side by side, one home may not run twice.
  app.setPath('userData', join(home, 'shell'));
  if (!app.requestSingleInstanceLock()) return app.quit();
  declarePageScheme();
  app.on('second-instance', showWindow);
  app.on('web-contents-created', (_event, contents) => confineNavigation(contents));
  app.on('window-all-closed', () => app.quit());
  void whenReady();
}

start();
