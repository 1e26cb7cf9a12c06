/** Hands a file to the person: where the host has a save dialog, by it; in a browser, as a download. */
import { postRefusal, say } from '../session/notices.ts';
import { workstation } from './workstation-client.ts';

/** The host has no dialog, or there is no host (any more): the browser can still save what the page holds. */
const WITHOUT_DIALOG: ReadonlySet<string> = new Set(['UNSUPPORTED', 'NO_HOST', 'HOST_UNREACHABLE']);

export async function save(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void> {
  const saved = await workstation().saveFile({ suggestedName: name, bytes });
  if (saved.ok) {
    if (saved.value.saved) say(`${name} saved`);
    return;
  }
  if (saved.errors.some((error) => !WITHOUT_DIALOG.has(error.code)))
    return postRefusal(`${name} was not saved`, saved.errors);
  download(name, bytes, type);
}

function download(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(`${name} saved`);
}
