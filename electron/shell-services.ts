/** What Electron does for the workstation: the keychain, the save dialog, the browser. */
import { writeFile } from 'node:fs/promises';
import { BrowserWindow, dialog, safeStorage } from 'electron';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { KeyGuard, ShellServices } from '../workstation/shell.ts';
import { openAllowed } from './external.ts';

/**
 * Null when there is no keychain: on Linux without a secret service Electron falls back to a password that stands in
 * its own source (`basic_text`), which guards nothing and must not be shown as if it did.
 */
function keyGuard(): KeyGuard | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  return {
    seal: async (bytes) => safeStorage.encryptStringAsync(Buffer.from(bytes).toString('base64')),
    async open(sealed) {
      try {
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
        return ok(new Uint8Array(Buffer.from(result, 'base64')));
      } catch {
        const message =
          'The keychain of this login did not seal this key. Restore it from a backup, or make a new one.';
        return refuse(codedError('KEYCHAIN_REFUSED', message));
      }
    },
  };
}

async function saveFile(
  suggestedName: string,
  bytes: Uint8Array,
): Promise<Result<{ saved: boolean; path: string | null }>> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const options = { defaultPath: suggestedName };
  const chosen = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (chosen.canceled || chosen.filePath === '') return ok({ saved: false, path: null });
  try {
    await writeFile(chosen.filePath, bytes, { flush: true });
    return ok({ saved: true, path: chosen.filePath });
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    const message = `${chosen.filePath} could not be written (${reason}). Choose another place.`;
    return refuse(codedError('FILE_NOT_WRITTEN', message, { path: chosen.filePath }));
  }
}

export const shellServices = (): ShellServices => ({
  keyGuard: keyGuard(),
  saveFile,
  openExternal: openAllowed,
});
