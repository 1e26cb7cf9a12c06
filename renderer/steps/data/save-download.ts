import { say } from '../../session/notices.ts';

/** Hands bytes to the browser as a download. */
export function saveDownload(name: string, bytes: Uint8Array<ArrayBuffer>, type = 'text/csv'): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(`${name} saved`);
}
