/**
 * `app://bailiwick/…`: the built page, from the same contained paths and with the same headers as the loopback host.
 * Never `file://`, whose pages may read the disk.
 */
import { net, protocol } from 'electron';
import type { Session } from 'electron';
import { pageFile } from '../workstation/loopback-files.ts';
import { SECURITY_HEADERS } from '../workstation/loopback-headers.ts';

const PAGE_HOST = 'bailiwick';
export const PAGE_URL = `app://${PAGE_HOST}/`;

/** Must run before the app is ready. `standard` and `secure` make it an origin with IndexedDB and workers. */
export function declarePageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

export const isPageUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'app:' && url.host === PAGE_HOST && url.username === '' && url.password === '';
};

async function answer(request: Request, root: string): Promise<Response> {
  const refuse = (status: number): Response => new Response(null, { status, headers: SECURITY_HEADERS });
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  if (!isPageUrl(request.url)) return refuse(404);
  const file = await pageFile(root, new URL(request.url).pathname);
  if (file === null) return refuse(404);
  return new Response(file.body, { headers: { ...SECURITY_HEADERS, 'Content-Type': file.type } });
}

export function servePage(root: string): void {
  protocol.handle('app', (request) => answer(request, root));
}

/** Bailiwick asks the network for nothing: whatever is not the page's own is stopped before it leaves. */
export function cutOffNetwork(session: Session): void {
  const own = ['app:', 'blob:', 'data:', 'devtools:'];
  session.webRequest.onBeforeRequest(({ url }, respond) => {
    respond({ cancel: !own.includes(new URL(url).protocol) });
  });
  session.setSpellCheckerEnabled(false);
}

/** Whether the machine has a network at all; updates are asked for only then. */
export const isOnline = (): boolean => net.isOnline();
