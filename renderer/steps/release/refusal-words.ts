import type { CodedError } from '../../../domain/result.ts';
import { codedError } from '../../../domain/result.ts';

/** What it means for the person that a file was refused; the error's own words follow. */
export function refusalTitle(file: string, errors: readonly CodedError[]): string {
  const code = errors[0]?.code ?? '';
  if (code.startsWith('ZIP_')) return `${file} is damaged, was changed, or is no bundle`;
  if (code.startsWith('MANIFEST_') || code.startsWith('DIGEST_') || code.startsWith('BAGIT_'))
    return `${file} is not what was signed`;
  if (code === 'DECISIONS_UNPROVEN') return `Nothing was taken from ${file}`;
  return `${file} was not opened`;
}

export const NOTHING_KEPT = codedError(
  'NOTHING_KEPT',
  'Nothing of it was kept. Ask whoever sent it for the file again.',
);
