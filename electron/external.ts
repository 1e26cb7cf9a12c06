/** The few addresses Bailiwick names: those of the data it ships. */
import { shell } from 'electron';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

const HOSTS: readonly string[] = [
  'www.geonames.org',
  'creativecommons.org',
  'www.naturalearthdata.com',
  'hifld-geoplatform.hub.arcgis.com',
  'www.apache.org',
];

function isAllowed(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  // A user name before the host is how an address is made to look like another one.
  return url.protocol === 'https:' && HOSTS.includes(url.host) && url.username === '' && url.password === '';
}

export async function openAllowed(url: string): Promise<Result<{ opened: boolean }>> {
  if (!isAllowed(url)) {
    return refuse(
      codedError('ADDRESS_NOT_ALLOWED', `${url} is not an address that Bailiwick opens.`, { url }),
    );
  }
  await shell.openExternal(url);
  return ok({ opened: true });
}
