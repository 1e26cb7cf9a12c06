/** The window shows Bailiwick's page and nothing else, ever. */
import type { WebContents } from 'electron';
import { isPageUrl } from './page-protocol.ts';
import { openAllowed } from './external.ts';

export function confineNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isPageUrl(event.url)) event.preventDefault();
  });
  // Frames too, and there is no frame that Bailiwick would need: its own page is the main one.
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPageUrl(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isPageUrl(event.url)) event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    // A link of the attribution opens in the person's browser; no second window of ours is ever made by a page.
    void openAllowed(url);
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
