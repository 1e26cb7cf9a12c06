import { ClipboardCopy, FileSpreadsheet, FileText, FileType, Printer, Table2 } from 'lucide-react';
import type { Answer } from '../../domain/advisor/answer.ts';
import type { PlanId } from '../../domain/brand.ts';
import { answerMarkdown } from '../../formats/advisor/markdown.ts';
import { answerPage } from '../../formats/advisor/page.ts';
import { answerTsv, answerWorkbook } from '../../formats/advisor/workbook.ts';
import { exportFile } from '../governance/export-file.ts';
import { note } from '../governance/trail.ts';
import { post } from '../session/notices.ts';
import { IconButton } from '../ui/Button.tsx';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** The ways an answer leaves the screen; each is on record before it does. */
export function AnswerTools({ answer, planId }: { readonly answer: Answer; readonly planId: PlanId }) {
  const object = `plan:${planId}`;
  const name = `${answer.question}-answer`;
  const saved = `Save the answer to “${answer.title}”`;
  const copy = async (text: string, what: string): Promise<void> => {
    const noted = await note({ action: 'export', label: `Copy the answer to “${answer.title}”`, object });
    if (!noted.ok) return;
    try {
      await navigator.clipboard.writeText(text);
      post({ kind: 'done', title: `Copied as ${what}` });
    } catch {
      post({
        kind: 'refused',
        title: 'Not copied',
        detail: 'The browser does not allow it here. Save a file instead.',
      });
    }
  };
  const save = (ending: string, bytes: Uint8Array<ArrayBuffer>, type: string): void =>
    void exportFile({ name: `${name}.${ending}`, bytes, type, label: saved, object });
  return (
    <div className="advisor-tools">
      <IconButton
        label="Copy as text"
        icon={<ClipboardCopy />}
        onPress={() => void copy(answerMarkdown(answer), 'text')}
      />
      <IconButton
        label="Copy the tables for Excel"
        icon={<Table2 />}
        onPress={() => void copy(answerTsv(answer), 'cells')}
      />
      <IconButton label="Print" icon={<Printer />} onPress={() => window.print()} />
      <IconButton
        label="Save as Excel workbook"
        icon={<FileSpreadsheet />}
        onPress={() =>
          save(
            'xlsx',
            answerWorkbook(answer),
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          )
        }
      />
      <IconButton
        label="Save as Markdown"
        icon={<FileText />}
        onPress={() => save('md', utf8(answerMarkdown(answer)), 'text/markdown')}
      />
      <IconButton
        label="Save as a page (HTML)"
        icon={<FileType />}
        onPress={() => save('html', utf8(answerPage(answer)), 'text/html')}
      />
    </div>
  );
}
