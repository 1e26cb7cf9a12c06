/**
 * The parts of an .xlsx (ECMA-376) that hold a table: which sheets there are, shared strings, which styles are dates.
 * Read with fflate and a scanner of our own: a workbook of 2 kB may name the cell XFD1048576, and a reader that fills
 * the gaps before a cell would make seventeen thousand million of them.
 */
import { strFromU8, unzipSync } from 'fflate';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { TableError } from './table-error.ts';
import { LIMITS } from './table-error.ts';
import { tooLarge } from './decode-delimited.ts';
import { attributesOf, elements, textOf } from './xml-scan.ts';

export interface WorkbookSheet {
  readonly name: string;
  readonly path: string;
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly sharedStrings: readonly string[];
  /** Whether the cell style of this index shows a date. */
  readonly dateStyles: readonly boolean[];
  /** Days count from 1904-01-01 (old Macs) instead of 1899-12-30. */
  readonly epoch1904: boolean;
  readonly part: (path: string) => string | null;
}

/** Opens a workbook. Errors: UNREADABLE_WORKBOOK, TOO_LARGE (what it would unpack to is asked before unpacking). */
export function openWorkbook(bytes: Uint8Array): Result<Workbook, TableError> {
  const parts = unpack(bytes);
  if (!parts.ok) return parts;
  const part = (path: string): string | null => {
    const data = parts.value[path];
    return data === undefined ? null : strFromU8(data);
  };
  const book = part('xl/workbook.xml');
  if (book === null) return refuse(unreadable('it has no xl/workbook.xml'));
  const targets = relationTargets(part('xl/_rels/workbook.xml.rels') ?? '');
  const sheets = elements(book, 'sheet').flatMap(({ attributes }) => {
    const at = attributesOf(attributes);
    const path = targets.get(at.get('r:id') ?? at.get('id') ?? '');
    return path === undefined ? [] : [{ name: at.get('name') ?? path, path }];
  });
  return ok({
    sheets,
    sharedStrings: elements(part('xl/sharedStrings.xml') ?? '', 'si').map(({ inner }) => textOf(inner)),
    dateStyles: dateStylesOf(part('xl/styles.xml') ?? ''),
    epoch1904: /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(book),
    part,
  });
}

function unpack(bytes: Uint8Array): Result<Record<string, Uint8Array>, TableError> {
  let total = 0;
  try {
    const parts = unzipSync(bytes, {
      filter: (file) => {
        if (!/^xl\/.*\.(?:xml|rels)$/.test(file.name)) return false;
        total += file.originalSize;
        return total <= LIMITS.workbookBytes;
      },
    });
    if (total > LIMITS.workbookBytes) return refuse(tooLarge('bytes unpacked', total, LIMITS.workbookBytes));
    return ok(parts);
  } catch (cause) {
    return refuse(unreadable(cause instanceof Error ? cause.message : String(cause)));
  }
}

const unreadable = (why: string): TableError =>
  codedError(
    'UNREADABLE_WORKBOOK',
    `The workbook cannot be read (${why}). Open it in your spreadsheet program and save it again as .xlsx, or as CSV.`,
  );

function relationTargets(relations: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  for (const { attributes } of elements(relations, 'Relationship')) {
    const at = attributesOf(attributes);
    const target = at.get('Target') ?? '';
    if (!(at.get('Type') ?? '').endsWith('/worksheet')) continue;
    targets.set(at.get('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  return targets;
}

/** ECMA-376 18.8.30: the built-in formats that show dates or times. */
const BUILT_IN_DATES: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 57, 58,
]);

function dateStylesOf(styles: string): readonly boolean[] {
  const custom = new Map<number, string>();
  for (const { attributes } of elements(styles, 'numFmt')) {
    const at = attributesOf(attributes);
    custom.set(Number(at.get('numFmtId')), at.get('formatCode') ?? '');
  }
  const formats = elements(styles, 'cellXfs')[0]?.inner ?? '';
  return elements(formats, 'xf').map(({ attributes }) => {
    const id = Number(attributesOf(attributes).get('numFmtId') ?? 0);
    const code = custom.get(id);
    return code === undefined ? BUILT_IN_DATES.has(id) : isDateFormat(code);
  });
}

/** A format shows a date when it has d, y or (beside either, or h or s) m outside quotes, brackets and escapes. */
function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').toLowerCase();
  return /[dy]|h.*m|m.*s/.test(bare) && !/general/.test(bare);
}
