/** Blobs in a folder, each in a file named by its digest, fsynced with the folder it is in. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256Hex } from '../../domain/brand.ts';
import { moveDurably, readOrNull, writeDurably } from '../durable.ts';
import type { Blobs } from './port.ts';

export function folderBlobs(folder: string): Blobs {
  const pathOf = (digest: Sha256Hex): string => join(folder, digest.slice(0, 2), digest);
  const has = (digest: Sha256Hex): Promise<boolean> =>
    access(pathOf(digest), constants.R_OK).then(
      () => true,
      () => false,
    );
  return {
    has,
    size: (digest) =>
      stat(pathOf(digest)).then(
        ({ size }) => size,
        () => null,
      ),
    get: (digest) => readOrNull(pathOf(digest)),
    put: async (digest, bytes) => {
      if (!(await has(digest))) await writeDurably(pathOf(digest), bytes);
    },
    adopt: (digest, path) => moveDurably(path, pathOf(digest)),
  };
}
