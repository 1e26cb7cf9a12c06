/** An answer as Markdown (CommonMark with pipe tables), for a wiki, a mail or a repository. */
import type { Answer, AnswerTable, Block, Issue } from '../../domain/advisor/answer.ts';
import { CONFIDENCE_WORDS, doubtText, HOW_IT_IS_MADE, sourceText } from './words.ts';

/** Text of people's files: what Markdown or HTML would read as markup is shown as it was written. */
const escaped = (text: string): string =>
  text.replaceAll(/[\r\n\t]+/g, ' ').replaceAll(/[\\`*_{}[\]<>|#~]/g, '\\$&');

export function answerMarkdown(answer: Answer): string {
  const doubt = doubtText(answer);
  const parts = [
    `# ${escaped(answer.title)}`,
    `${escaped(answer.about)}.`,
    `**${escaped(answer.verdict.text)}**`,
    ...answer.summary.map(escaped),
    ...(answer.missing.length === 0
      ? []
      : [
          '## Not in the data',
          bullets(answer.missing.map(({ what, effect, doThis }) => `${what}. ${effect} ${doThis}`)),
        ]),
    ...answer.sections.flatMap(({ title, blocks }) => [
      `## ${escaped(title)}`,
      ...blocks.flatMap(blockParts),
    ]),
    `## ${CONFIDENCE_WORDS[answer.confidence.level]}`,
    bullets([
      ...answer.confidence.pieces.map(({ name, level, text }) => `${name}, ${level}: ${text}`),
      ...(doubt === null ? [] : [doubt]),
    ]),
    '## The rule',
    escaped(answer.rule.statement),
    bullets(answer.rule.parts.map(([name, how]) => `${name}: ${how}`)),
    '## Sources',
    bullets(answer.sources.map(sourceText)),
    `_${HOW_IT_IS_MADE}_`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const bullets = (items: readonly string[]): string => items.map((item) => `- ${escaped(item)}`).join('\n');

function blockParts(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
      return [escaped(block.text)];
    case 'list':
      return [bullets(block.items)];
    case 'facts':
      return [bullets(block.facts.map(([label, { text }]) => `${label}: ${text}`))];
    case 'table':
      return [tableText(block)];
    case 'issues':
      return block.issues.length === 0 ? [escaped(block.empty)] : block.issues.flatMap(issueParts);
  }
}

function tableText({ columns, rows, empty }: AnswerTable): string {
  if (rows.length === 0) return escaped(empty);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ header }) => escaped(header))),
    line(columns.map(({ kind }) => (kind === 'figure' ? '--:' : '---'))),
    ...rows.map((cells) => line(cells.map(({ text }) => escaped(text)))),
  ].join('\n');
}

const issueParts = ({ code, title, finding, remedy, talkingPoints }: Issue): readonly string[] => [
  `### ${escaped(title)}`,
  `${escaped(finding)} (\`${code}\`)`,
  `**${remedy.kind === 'adjustment' ? 'Adjustment' : 'Reason to keep it'}:** ${escaped(remedy.text)}`,
  'Talking points:',
  bullets(talkingPoints),
];
