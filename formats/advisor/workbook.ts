/** An answer as a workbook, a sheet a table, and as tab-separated text for the clipboard. Figures stay figures. */
import type { Answer, AnswerTable, Block, Cell, Issue } from '../../domain/advisor/answer.ts';
import { guardText } from '../tabular/formula-guard.ts';
import type { XlsxCell, XlsxSheet } from '../xlsx/write-xlsx.ts';
import { writeXlsx } from '../xlsx/write-xlsx.ts';
import { CONFIDENCE_WORDS, doubtText, HOW_IT_IS_MADE, sourceText } from './words.ts';

export const answerWorkbook = (answer: Answer): Uint8Array<ArrayBuffer> =>
  writeXlsx([answerSheet(answer), ...tableSheets(answer)]);

/** Excel allows no longer name, nor these characters in one, nor two alike. */
const MAX_NAME = 31;

function sheetName(title: string, taken: Set<string>): string {
  const clean = title.replaceAll(/[\\/?*[\]:]/g, ' ').trim();
  for (let k = 1; ; k++) {
    const end = k === 1 ? '' : ` ${k}`;
    const name = `${clean.slice(0, MAX_NAME - end.length).trimEnd()}${end}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

const RUNS = /^[=+\-@\t\r]/;
const textCell = (value: string, wrapped = false): XlsxCell => ({
  value,
  look: RUNS.test(value) ? 'text' : wrapped ? 'wrapped' : 'plain',
});

/** A share is shown as one; every other figure keeps its decimals where it has any. */
function figureCell({ text, value }: Cell): XlsxCell {
  if (value === undefined) return textCell(text);
  const look = text.endsWith('%') ? 'share' : Number.isInteger(value) ? 'count' : 'number';
  return { value, look };
}

function answerSheet(answer: Answer): XlsxSheet {
  const doubt = doubtText(answer);
  const line = (text: string): XlsxCell[] => [textCell(text, true)];
  const head = (text: string): XlsxCell[] => [{ value: text, look: 'header' }];
  return {
    name: 'Answer',
    widths: [110],
    header: false,
    rows: [
      [{ value: answer.title, look: 'title' }],
      line(answer.about),
      line(answer.verdict.text),
      ...answer.summary.map(line),
      ...(answer.missing.length === 0 ? [] : [head('Not in the data')]),
      ...answer.missing.map(({ what, effect, doThis }) => line(`${what}. ${effect} ${doThis}`)),
      head(CONFIDENCE_WORDS[answer.confidence.level]),
      ...answer.confidence.pieces.map(({ name, level, text }) => line(`${name}, ${level}: ${text}`)),
      ...(doubt === null ? [] : [line(doubt)]),
      head('The rule'),
      line(answer.rule.statement),
      ...answer.rule.parts.map(([name, how]) => line(`${name}: ${how}`)),
      head('Sources'),
      ...answer.sources.map((source) => line(sourceText(source))),
      line(HOW_IT_IS_MADE),
    ],
  };
}

/** Issues as a table of their own: a line each, with what answers it. */
function issueTable(issues: readonly Issue[]): AnswerTable {
  const columns = ['Reason code', 'Issue', 'Finding', 'Answer', 'What to do or say', 'Talking points'];
  return {
    kind: 'table',
    columns: columns.map((header, i) => ({ header, kind: i < 2 ? 'text' : 'prose' })),
    rows: issues.map(({ code, title, finding, remedy, talkingPoints }) => [
      { text: code },
      { text: title },
      { text: finding },
      { text: remedy.kind === 'adjustment' ? 'Adjustment' : 'Reason to keep it' },
      { text: remedy.text },
      { text: talkingPoints.join('\n') },
    ]),
    empty: '',
  };
}

function tableOf(block: Block): AnswerTable | null {
  if (block.kind === 'table') return block;
  if (block.kind === 'issues') return issueTable(block.issues);
  if (block.kind !== 'facts') return null;
  return {
    kind: 'table',
    columns: [
      { header: 'What', kind: 'text' },
      { header: 'Figure', kind: 'figure' },
    ],
    rows: block.facts.map(([label, cell]) => [{ text: label }, cell]),
    empty: '',
  };
}

const WIDTHS = { name: 30, text: 18, figure: 15, prose: 70 } as const;

function tableSheets({ sections }: Answer): readonly XlsxSheet[] {
  const taken = new Set(['answer']);
  return sections.flatMap(({ title, blocks }) =>
    blocks.flatMap((block): readonly XlsxSheet[] => {
      const table = tableOf(block);
      if (table === null || table.rows.length === 0) return [];
      return [
        {
          name: sheetName(title, taken),
          widths: table.columns.map(({ kind }) => WIDTHS[kind]),
          header: true,
          rows: [
            table.columns.map(({ header }): XlsxCell => ({ value: header, look: 'header' })),
            ...table.rows.map((cells) =>
              cells.map((cell, i) =>
                table.columns[i]?.kind === 'figure'
                  ? figureCell(cell)
                  : textCell(cell.text, table.columns[i]?.kind === 'prose'),
              ),
            ),
          ],
        },
      ];
    }),
  );
}

/** Tables with their titles, for pasting into a spreadsheet; what would run as a formula is made text. */
export function answerTsv({ title, about, verdict, sections }: Answer): string {
  const lines: string[] = [title, about, verdict.text].map(guardText);
  for (const section of sections)
    for (const block of section.blocks) {
      const table = tableOf(block);
      if (table === null || table.rows.length === 0) continue;
      lines.push('', section.title, tsvLine(table.columns.map(({ header }) => ({ text: header }))));
      lines.push(...table.rows.map(tsvLine));
    }
  return lines.join('\n');
}

const tsvLine = (cells: readonly Cell[]): string =>
  cells
    .map(({ text, value }) =>
      value === undefined ? guardText(text.replace(/[\t\r\n]+/g, ' ')) : String(value),
    )
    .join('\t');
