import { useMemo, useState } from 'react';
import { reasonIndex } from '../../../../domain/plan/reason-codes.ts';
import { commit, usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Status } from '../../../ui/Status.tsx';
import { counted } from '../../../ui/format.ts';
import { readPastedList } from '../../../workspace/pasted-list.ts';
import { showRows } from '../../../workspace/map-view.ts';
import { selectRows } from '../../../workspace/selection.ts';
import './paste-list.css';

/** A list of account ids from a spreadsheet, with or without the territory each should go to. */
export function PasteList() {
  const plan = usePlan();
  const [text, setText] = useState('');
  const read = useMemo(() => readPastedList(plan, text), [plan, text]);
  const select = (): void => {
    selectRows(read.rows);
    showRows(read.rows);
  };
  const move = (): void =>
    void commit({
      type: 'assignMany',
      rows: read.moves.rows,
      territories: read.moves.territories,
      reasons: new Uint8Array(read.moves.rows.length).fill(reasonIndex('MANUAL_EDIT')),
      source: 'manual',
      label: `Move ${counted(read.moves.rows.length, 'account', 'accounts')} by a pasted list`,
    }).then((done) => {
      if (done.ok) setText('');
    });
  return (
    <div className="paste-list">
      <label className="paste-list-text">
        <span className="field-label">Account ids, one a line; a territory name may stand beside each</span>
        <textarea
          className="input"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={'10001\tDenver\n10002\tDenver'}
          spellCheck={false}
        />
      </label>
      <div className="paste-list-result" role="status">
        {text.trim() === '' ? (
          <p className="muted">
            Copy the column of ids in Excel, or the ids and the territories, and paste here.
          </p>
        ) : (
          <>
            <Status kind={read.rows.length > 0 ? 'good' : 'none'}>
              {counted(read.rows.length, 'account found', 'accounts found')}
            </Status>
            {read.moves.rows.length > 0 ? (
              <Status kind="info">{counted(read.moves.rows.length, 'move', 'moves')}</Status>
            ) : null}
            {read.problems.map((problem) => (
              <Status key={problem} kind="warn">
                {problem}
              </Status>
            ))}
            <div className="paste-list-buttons">
              <Button isDisabled={read.rows.length === 0} onPress={select}>
                Select them
              </Button>
              <Button kind="primary" isDisabled={read.moves.rows.length === 0} onPress={move}>
                Move them
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  );
}
