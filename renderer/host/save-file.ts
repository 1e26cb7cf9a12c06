/** Hands a file to the person: where the host has a save dialog, by it; in a browser, as a download. */
import { postRefusal, say } from '../session/notices.ts';
import { workstation } from './workstation-client.ts';

export async function save(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void> {
  const saved = await workstation().saveFile({ suggestedName: name, bytes });
  if (saved.ok) {
    if (saved.value.saved) say(`${name} saved`);
    return;
  }
  if (saved.errors.some((error) => error.code !== 'UNSUPPORTED'))
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
