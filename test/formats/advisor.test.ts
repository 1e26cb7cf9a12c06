import { describe, expect, it } from 'vitest';
import type { Answer } from '../../domain/advisor/answer.ts';
import { answerMarkdown } from '../../formats/advisor/markdown.ts';
import { answerPage } from '../../formats/advisor/page.ts';
import { answerTsv, answerWorkbook } from '../../formats/advisor/workbook.ts';
import { decodeTable } from '../../formats/tabular/decode-table.ts';

const EVIL = '=HYPERLINK("http://x")|<b>';

const answer: Answer = {
  question: 'fairness',
  title: 'Is it fair?',
  about: 'Plan',
  verdict: { tone: 'good', text: 'Pass.' },
  summary: ['Nobody stands out.'],
  missing: [{ what: 'Sales', effect: 'Not compared.', doThis: 'Bring them.' }],
  sections: [
    {
      title: 'Every territory: all/of them',
      blocks: [
        {
          kind: 'table',
          columns: [
            { header: 'Territory', kind: 'name' },
            { header: 'Share', kind: 'figure' },
          ],
          rows: [
            [
              { text: EVIL, subject: { kind: 'territory', index: 0 } },
              { text: '25.0%', value: 0.25 },
            ],
            [{ text: 'South' }, { text: '75.0%', value: 0.75 }],
          ],
          empty: 'None.',
        },
        {
          kind: 'issues',
          issues: [
            {
              code: 'OUTLIER_LOW',
              tone: 'bad',
              subject: null,
              title: 'Too little',
              finding: 'Far off.',
              remedy: { kind: 'rationale', text: 'Keep it.' },
              talkingPoints: ['Say so.'],
            },
          ],
          empty: '',
        },
      ],
    },
  ],
  confidence: {
    level: 'low',
    pieces: [{ name: 'Sample', level: 'low', text: 'Two.' }],
    doubtful: Int32Array.of(3),
  },
  rule: { statement: 'A sum.', parts: [['Potential', '+0.50 × its value']] },
  sources: [{ kind: 'measure', id: 'MET-03', label: 'Equity', value: '0.1' }],
};

describe('an answer on its way out', () => {
  it('[EXP-08] is Markdown in which nobody’s text is markup', () => {
    const text = answerMarkdown(answer);
    expect(text).toContain('# Is it fair?');
    expect(text).toContain('| =HYPERLINK("http://x")\\|\\<b\\> | 25.0% |');
    expect(text).toContain('**Reason to keep it:** Keep it.');
    expect(text).toContain('- MET-03 Equity: 0.1');
    expect(text).toContain('One account named here rests on weak data');
  });

  it('[EXP-08] is one page without script, with everything escaped', () => {
    const page = answerPage(answer);
    expect(page).toContain('default-src &#39;none&#39;'.replaceAll('&#39;', "'"));
    expect(page).not.toContain('<script');
    expect(page).not.toContain('|<b>');
    expect(page).toContain('|&lt;b&gt;');
    expect(answerPage(answer)).toBe(page);
  });

  it('[EXP-08] is a workbook whose figures are figures, and whose bytes are the same each time', async () => {
    const bytes = answerWorkbook(answer);
    expect(answerWorkbook(answer)).toEqual(bytes);
    const read = await decodeTable(bytes, { sheet: 'Every territory  all of them' });
    if (!read.ok) throw new Error(read.errors[0]?.message);
    expect(read.value.headers).toEqual(['Territory', 'Share']);
  });

  it('[DOC-06] gives cells for a spreadsheet that run nothing', () => {
    const lines = answerTsv(answer).split('\n');
    expect(lines).toContain(`'${EVIL}\t0.25`);
    expect(lines.at(-1)).toBe('OUTLIER_LOW\tToo little\tFar off.\tReason to keep it\tKeep it.\tSay so.');
  });
});
