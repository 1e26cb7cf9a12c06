/** One file of an import, as the Data step shows it. */
import { counted } from '../../../ui/format.ts';
import type { ColumnMapping, Family } from '../../../../domain/intake/mapping.ts';
import type { CodedError } from '../../../../domain/result.ts';
import type { TextEncodingLabel } from '../../../../formats/tabular/text-encoding.ts';
import type {
  FileId,
  IntakeSource,
  OpenedTable,
  ReadingChoices,
  ReadProgress,
} from '../../../intake/intake-api.ts';

export type FileState =
  | { readonly kind: 'reading'; readonly progress: ReadProgress; readonly milliseconds: number }
  | {
      readonly kind: 'ready';
      readonly table: OpenedTable;
      readonly mapping: ColumnMapping;
      readonly rememberedAt: string | null;
    }
  | { readonly kind: 'failed'; readonly errors: readonly CodedError[] }
  | { readonly kind: 'cancelled' };

export interface ImportFile {
  readonly id: FileId;
  readonly name: string;
  readonly bytes: number;
  readonly source: IntakeSource;
  readonly choices: ReadingChoices;
  readonly state: FileState;
}

export interface ReadyFile extends ImportFile {
  readonly state: Extract<FileState, { kind: 'ready' }>;
}

const isReady = (file: ImportFile): file is ReadyFile => file.state.kind === 'ready';
export const readyFiles = (files: readonly ImportFile[]): readonly ReadyFile[] => files.filter(isReady);

export const FAMILY_WORDS: Readonly<Record<Family, string>> = {
  accounts: 'Accounts',
  reps: 'Reps',
  bookings: 'Past bookings',
  territories: 'Territories and quotas',
};

export const FAMILY_CHOICES = (Object.keys(FAMILY_WORDS) as Family[]).map((id) => ({
  id,
  label: FAMILY_WORDS[id],
}));

export const ENCODING_WORDS: Readonly<Record<TextEncodingLabel, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little-endian)',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Windows-1252 (Western)',
};

export const DELIMITERS: readonly { readonly id: string; readonly label: string }[] = [
  { id: ',', label: 'Comma' },
  { id: ';', label: 'Semicolon' },
  { id: '\t', label: 'Tab' },
  { id: '|', label: 'Pipe' },
];

export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 2 ** 20) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

/** "12,400 rows · 310,000 rows/s" */
export function progressWords(progress: ReadProgress, milliseconds: number): string {
  const rows = counted(progress.rows, 'row');
  const rate = rowsPerSecond(progress.rows, milliseconds);
  return rate === null ? rows : `${rows} · ${rate.toLocaleString('en-US')} rows/s`;
}

/** Rounded to what a person reads; null before there is enough to tell. */
export function rowsPerSecond(rows: number, milliseconds: number): number | null {
  if (milliseconds < 200 || rows === 0) return null;
  const rate = (rows / milliseconds) * 1000;
  return rate >= 10_000 ? Math.round(rate / 1000) * 1000 : Math.round(rate);
}

/** A paste is named after what it begins with: pastes have no file name. */
export function pasteName(text: string): string {
  const first = text
    .slice(0, 200)
    .split(/[\t\r\n]/)
    .map((cell) => cell.trim())
    .find((cell) => cell !== '');
  return first === undefined ? 'Pasted rows' : `Pasted rows (${first.slice(0, 24)}, …)`;
}

/** What a paste must have to be taken for a table: at least two lines, with a tab or another separator in the first. */
export function looksLikeTable(text: string): boolean {
  const [header = '', second = ''] = text.split(/\r\n|\r|\n/, 2);
  return /[\t,;|]/.test(header) && second.trim() !== '';
}
