/** What the page may ask of the machine: to copy, and to keep its plans. Everything else is denied, asked or checked. */
import type { Session } from 'electron';
import { isPageUrl } from './page-protocol.ts';

const GRANTED: readonly string[] = ['clipboard-sanitized-write', 'persistent-storage'];

export function restrictPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    answer(GRANTED.includes(permission) && isPageUrl(details.requestingUrl) && isPageUrl(contents.getURL()));
  });
  // The second door: pages may also just look whether they hold a permission, and use it.
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => GRANTED.includes(permission) && isPageUrl(origin),
  );
  session.setDevicePermissionHandler(() => false);
}
