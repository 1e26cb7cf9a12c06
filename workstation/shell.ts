/**
 * What only a desktop shell can do for the workstation. Electron's main process passes it to `createWorkstation`; the
 * loopback host passes none, and then `saveFile` and `openExternal` answer UNSUPPORTED and the page does it itself.
 */
import type { Result } from '../domain/result.ts';

/** The operating system's keychain, put around what is already sealed by a passphrase. */
export interface KeyGuard {
  seal(bytes: Uint8Array): Promise<Uint8Array>;
  /** Refuses KEYCHAIN_REFUSED when this login of this machine did not seal it. */
  open(sealed: Uint8Array): Promise<Result<Uint8Array>>;
}

export interface ShellServices {
  /** Null where the system has no keychain worth the name (Linux without a secret service). */
  readonly keyGuard: KeyGuard | null;
  /** Asks the person where to, then writes; `saved: false` when she cancelled. */
  saveFile(
    suggestedName: string,
    bytes: Uint8Array,
  ): Promise<Result<{ saved: boolean; path: string | null }>>;
  /** Opens an https address of the allow-list in the person's browser; refuses ADDRESS_NOT_ALLOWED. */
  openExternal(url: string): Promise<Result<{ opened: boolean }>>;
}
