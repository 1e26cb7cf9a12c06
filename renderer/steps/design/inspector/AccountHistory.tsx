import { useEffect, useState } from 'react';
import { session, useSession } from '../../../session/session.ts';
import type { RowEdit } from '../../../session/row-history.ts';

const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** The edits that touched this account, newest first. */
export function AccountHistory({ row }: { readonly row: number }) {
  const head = useSession((state) => state.open?.head ?? 0);
  const [edits, setEdits] = useState<readonly RowEdit[] | null>(null);
  useEffect(() => {
    let gone = false;
    void session()
      .editsOfRow(row)
      .then((found) => {
        if (!gone) setEdits(found);
      });
    return () => {
      gone = true;
    };
  }, [row, head]);
  if (edits === null) return null;
  return (
    <section>
      <h3>History</h3>
      {edits.length === 0 ? (
        <p className="muted">Unchanged since this plan was made.</p>
      ) : (
        <ul className="history-list">
          {edits.map((edit) => (
            <li key={edit.seq}>
              <span>{edit.label}</span>
              <time dateTime={edit.at}>{time.format(new Date(edit.at))}</time>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
