/** An answer as one HTML file without script, in the look of the plan's report; it prints to paper or PDF. */
import type { Answer, AnswerTable, Block, Cell, Issue } from '../../domain/advisor/answer.ts';
import type { Html } from '../report/html.ts';
import { html, trusted } from '../report/html.ts';
import { REPORT_STYLE } from '../report/style.ts';
import { reportTable } from '../report/table.ts';
import { CONFIDENCE_WORDS, doubtText, HOW_IT_IS_MADE, sourceText } from './words.ts';

const STYLE = `${REPORT_STYLE}
.verdict { font-size: 17px; font-weight: 600; margin: 18px 0 8px; } .warn { color: #8a5300; font-weight: 600; }
.issue { margin: 14px 0; break-inside: avoid; } .issue h3 { font-size: 13px; margin: 0; } .issue p { margin: 2px 0; }
ul { margin: 4px 0 12px; padding-left: 18px; }
`;

export function answerPage(answer: Answer): string {
  const doubt = doubtText(answer);
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width" />
        <title>${answer.title}</title>
        <style>
          ${trusted(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>${answer.title}</h1>
          <p class="sub">${answer.about}</p>
          <p class="verdict ${answer.verdict.tone}">${answer.verdict.text}</p>
          ${answer.summary.map((sentence) => html`<p>${sentence}</p>`)} ${missing(answer)}
          ${answer.sections.map(
            ({ title, blocks }) =>
              html`<h2>${title}</h2>
                ${blocks.map(blockHtml)}`,
          )}
          <h2>${CONFIDENCE_WORDS[answer.confidence.level]}</h2>
          ${bullets([
            ...answer.confidence.pieces.map(({ name, level, text }) => `${name}, ${level}: ${text}`),
            ...(doubt === null ? [] : [doubt]),
          ])}
          <h2>The rule</h2>
          <p>${answer.rule.statement}</p>
          ${bullets(answer.rule.parts.map(([name, how]) => `${name}: ${how}`))}
          <h2>Sources</h2>
          ${bullets(answer.sources.map(sourceText))}
          <p class="note">${HOW_IT_IS_MADE}</p>
        </main>
      </body>
    </html>`;
  return `${markup}\n`;
}

const bullets = (items: readonly string[]): Html =>
  html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;

const missing = (answer: Answer): Html =>
  answer.missing.length === 0
    ? html``
    : html`<h2>Not in the data</h2>
        ${bullets(answer.missing.map(({ what, effect, doThis }) => `${what}. ${effect} ${doThis}`))}`;

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'text':
      return html`<p>${block.text}</p>`;
    case 'list':
      return bullets(block.items);
    case 'facts':
      return html`<dl>
        ${block.facts.map(
          ([label, { text }]) =>
            html`<dt>${label}</dt>
              <dd>${text}</dd>`,
        )}
      </dl>`;
    case 'table':
      return tableHtml(block);
    case 'issues':
      return block.issues.length === 0
        ? html`<p>${block.empty}</p>`
        : html`${block.issues.map((issue) => issueHtml(issue))}`;
  }
}

const tableHtml = ({ columns, rows, empty }: AnswerTable): Html =>
  rows.length === 0
    ? html`<p>${empty}</p>`
    : reportTable<readonly Cell[]>(
        columns.map(({ header, kind }, i) => ({
          header,
          figures: kind === 'figure',
          cell: (cells: readonly Cell[]) =>
            html`<span class="${cells[i]?.tone ?? ''}">${cells[i]?.text ?? ''}</span>`,
        })),
        rows,
        false,
      );

const issueHtml = ({ code, tone, title, finding, remedy, talkingPoints }: Issue): Html =>
  html`<div class="issue">
    <h3 class="${tone}">${title}</h3>
    <p>${finding} <code>${code}</code></p>
    <p><b>${remedy.kind === 'adjustment' ? 'Adjustment' : 'Reason to keep it'}:</b> ${remedy.text}</p>
    ${bullets(talkingPoints)}
  </div>`;
