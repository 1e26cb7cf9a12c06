import { refuse } from '../../../domain/result.ts';
import type { CodedError, Result } from '../../../domain/result.ts';
import { codedError } from '../../../domain/result.ts';
import basemapUrl from '../../../assets/basemap/basemap.bin?url';
import type { Basemap, BasemapError } from './decode-basemap.ts';
import { decodeBasemap } from './decode-basemap.ts';

type LoadError = BasemapError | CodedError<'BASEMAP_UNREADABLE'>;

let loading: Promise<Result<Basemap, LoadError>> | null = null;

/** The bundled basemap, read once a page; a read that failed is tried again by the next caller. */
export async function loadBasemap(): Promise<Result<Basemap, LoadError>> {
  loading ??= read();
  const result = await loading;
  if (!result.ok) loading = null;
  return result;
}

async function read(): Promise<Result<Basemap, LoadError>> {
  try {
    const response = await fetch(basemapUrl);
    if (response.ok) return decodeBasemap(new Uint8Array(await response.arrayBuffer()));
    return refuse(unreadable(`status ${response.status}`));
  } catch (error) {
    return refuse(unreadable(error instanceof Error ? error.message : String(error)));
  }
}

const unreadable = (why: string): LoadError =>
  codedError(
    'BASEMAP_UNREADABLE',
    `The background map could not be read (${why}). Accounts are still shown.`,
  );
