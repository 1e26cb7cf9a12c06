/**
 * A page that dies is loaded again (what was shown as done is in storage), but not over and over: a page that dies
 * three times within five minutes would do so a fourth time, and then a person decides.
 */
import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';

const RELOADS = 3;
const WITHIN_MS = 5 * 60 * 1000;

async function askThePerson(window: BrowserWindow, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'Bailiwick stopped several times',
    detail: `The page ended unexpectedly (${reason}). Everything shown as saved is safe.`,
    buttons: ['Open again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) window.webContents.reload();
  else app.quit();
}

export function recoverFromCrashes(window: BrowserWindow, now: () => number = Date.now): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashes = [...crashes.filter((at) => now() - at < WITHIN_MS), now()];
    if (crashes.length <= RELOADS) return window.webContents.reload();
    crashes = [];
    void askThePerson(window, reason);
  });
}
