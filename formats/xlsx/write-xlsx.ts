/**
 * A workbook (ECMA-376 SpreadsheetML) whose bytes depend on its cells alone. Our own writer, because a bundle must be
 * the same bytes for the same plan and because totals are formulas with their values beside them.
 */
import { writeZip } from '../bundle/write-zip.ts';
import { utf8 } from '../bundle/bytes.ts';
import type { Look } from './styles.ts';
import { lookIndex, stylesXml } from './styles.ts';

export interface XlsxCell {
  readonly value: string | number | boolean | null;
  readonly look: Look;
  /** Without the equals sign; `value` is what it comes to. */
  readonly formula?: string;
}

export interface XlsxSheet {
  readonly name: string;
  /** Characters, one a column. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly XlsxCell[])[];
  /** The first row is a header: it stays in view and filters. */
  readonly header: boolean;
}

/** Excel refuses longer texts and says the file is damaged. */
const MAX_CELL_TEXT = 32_767;
const CUT = '\u2026 (whole text in plan.json)';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export function writeXlsx(sheets: readonly XlsxSheet[]): Uint8Array<ArrayBuffer> {
  const strings = new SharedStrings();
  const files = new Map<string, string>();
  sheets.forEach((sheet, i) =>
    files.set(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet, strings, i === 0)),
  );
  files.set('[Content_Types].xml', contentTypes(sheets.length));
  files.set('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]));
  files.set('xl/workbook.xml', workbookXml(sheets));
  files.set('xl/_rels/workbook.xml.rels', workbookRelations(sheets.length));
  files.set('xl/styles.xml', stylesXml());
  files.set('xl/sharedStrings.xml', strings.xml());
  return writeZip(new Map([...files].map(([name, xml]) => [name, utf8(xml)])));
}

class SharedStrings {
  private readonly index = new Map<string, number>();
  private uses = 0;

  place(text: string): number {
    this.uses++;
    const known = this.index.get(text);
    if (known !== undefined) return known;
    this.index.set(text, this.index.size);
    return this.index.size - 1;
  }

  xml(): string {
    const items = [...this.index.keys()].map(
      (text) => `<si><t xml:space="preserve">${escapeText(text)}</t></si>`,
    );
    return `${XML}<sst xmlns="${MAIN}" count="${this.uses}" uniqueCount="${items.length}">${items.join('')}</sst>`;
  }
}

/** XML cannot carry these at all; `_x0007_` is how SpreadsheetML spells them, and how it spells itself. */
const NOT_XML = /(?![\t\n])\p{Cc}|[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const coded = (char: string): string =>
  `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const escapeText = (text: string): string => escapeXml(text.replace(NOT_XML, coded));

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function cellXml(cell: XlsxCell, reference: string, strings: SharedStrings): string {
  const { value, look, formula } = cell;
  const start = `<c r="${reference}" s="${lookIndex(look)}"`;
  const f = formula === undefined ? '' : `<f>${escapeXml(formula)}</f>`;
  if (value === null) return f === '' ? '' : `${start}>${f}</c>`;
  if (typeof value === 'number') return `${start}>${f}<v>${value}</v></c>`;
  if (typeof value === 'boolean') return `${start} t="b">${f}<v>${value ? 1 : 0}</v></c>`;
  if (f !== '') return `${start} t="str">${f}<v>${escapeText(value)}</v></c>`;
  const short = value.length <= MAX_CELL_TEXT ? value : value.slice(0, MAX_CELL_TEXT - CUT.length) + CUT;
  return `${start} t="s"><v>${strings.place(short)}</v></c>`;
}

function sheetXml(sheet: XlsxSheet, strings: SharedStrings, selected: boolean): string {
  const names = sheet.widths.map((_, i) => columnName(i));
  const rows = sheet.rows.map((cells, r) => {
    const inner = cells.map((cell, i) => cellXml(cell, `${names[i] ?? columnName(i)}${r + 1}`, strings));
    return `<row r="${r + 1}">${inner.join('')}</row>`;
  });
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const widths = sheet.widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  const view = `<sheetView${selected ? ' tabSelected="1"' : ''} showGridLines="${sheet.header ? 1 : 0}" workbookViewId="0">`;
  const last = `${names.at(-1) ?? 'A'}${Math.max(1, sheet.rows.length)}`;
  return (
    `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<dimension ref="A1:${last}"/><sheetViews>${view}${sheet.header ? pane : ''}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols>` +
    `<sheetData>${rows.join('')}</sheetData>` +
    '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
  );
}

function contentTypes(sheets: number): string {
  const override = (part: string, type: string): string =>
    `<Override PartName="/${part}" ContentType="${CONTENT}.${type}+xml"/>`;
  const parts = Array.from({ length: sheets }, (_, i) =>
    override(`xl/worksheets/sheet${i + 1}.xml`, 'worksheet'),
  );
  return (
    `${XML}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', 'sheet.main')}` +
    `${parts.join('')}${override('xl/styles.xml', 'styles')}${override('xl/sharedStrings.xml', 'sharedStrings')}</Types>`
  );
}

const relations = (list: readonly (readonly [type: string, target: string])[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${list
    .map(
      ([type, target], i) =>
        `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

const workbookRelations = (sheets: number): string =>
  relations([
    ...Array.from({ length: sheets }, (_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`] as const),
    ['styles', 'styles.xml'],
    ['sharedStrings', 'sharedStrings.xml'],
  ]);

function workbookXml(sheets: readonly XlsxSheet[]): string {
  const list = sheets.map(
    (sheet, i) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets></workbook>`;
}
