import type { AnswerTable, Cell } from '../../domain/advisor/answer.ts';
import { Status } from '../ui/Status.tsx';
import { showSubject } from './show-subject.ts';

/** A figure, or a way to what it is about. */
export function AnswerCell({ cell }: { readonly cell: Cell | undefined }) {
  if (cell === undefined) return null;
  const { subject, tone, text } = cell;
  if (subject !== undefined)
    return (
      <button type="button" className="link" onClick={() => showSubject(subject)}>
        {text}
      </button>
    );
  return tone === undefined ? text : <Status kind={tone}>{text}</Status>;
}

/** A table of a document, whole: what is printed and copied is what is seen. */
export function AnswerTableView({ table: { columns, rows, empty } }: { readonly table: AnswerTable }) {
  if (rows.length === 0) return <p className="muted">{empty}</p>;
  return (
    <div className="advisor-scroll">
      <table className="advisor-table">
        <thead>
          <tr>
            {columns.map(({ header, kind }) => (
              <th key={header} scope="col" className={`is-${kind}`}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // Rows of an answer have no identity of their own; a new answer is a new table.
            <tr key={row}>
              {columns.map(({ header, kind }, i) => (
                <td key={header} className={`is-${kind}`}>
                  <AnswerCell cell={cells[i]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
