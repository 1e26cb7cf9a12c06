import { EyeOff, Wrench } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FindingScope } from '../../../intake/intake-api.ts';
import type { FindingRow, FindingView } from '../../../intake/findings-api.ts';
import { ask } from '../../../intake/intake-client.ts';
import { Button } from '../../../ui/Button.tsx';
import { applyFix, skip, useHealth } from '../health-store.ts';
import { fieldTitle } from '../model/field-words.ts';
import { fixLabelOf } from '../model/finding-words.ts';
import { useCellWords } from '../use-cell-words.ts';
import { FindingMap } from './FindingMap.tsx';
import { HandCorrection } from './HandCorrection.tsx';
import { OwnerMapping } from './OwnerMapping.tsx';

const ROWS_SHOWN = 50;

/** One finding: what is wrong, what it means, what would change, and where it lies. */
export function FindingDetail(props: { readonly scope: FindingScope; readonly finding: FindingView | null }) {
  const { scope, finding } = props;
  const rows = useRows(scope, finding);
  if (finding === null) return <aside className="finding-detail" aria-label="Finding" />;
  return (
    <aside className="finding-detail" aria-label="Finding">
      <div className="finding-words">
        <h3>{finding.account || 'The whole file'}</h3>
        <p>{finding.message}</p>
        <Changes finding={finding} />
        {scope === 'plan' ? <Actions finding={finding} /> : null}
        {scope === 'plan' ? <ByHand key={finding.key} finding={finding} /> : null}
        {finding.moreRows === 0 ? null : <Rows rows={rows} field={finding.field} />}
      </div>
      {scope === 'plan' ? <FindingMap rows={rows.map((row) => row.accountRow)} /> : null}
    </aside>
  );
}

function useRows(scope: FindingScope, finding: FindingView | null): readonly FindingRow[] {
  const [found, setFound] = useState<{ key: string; rows: readonly FindingRow[] }>({ key: '', rows: [] });
  const key = finding?.key ?? '';
  useEffect(() => {
    let current = true;
    if (key !== '')
      void ask((api) => api.findingRows(scope, key)).then((rows) => {
        if (current && rows.ok) setFound({ key, rows: rows.value });
      });
    return () => {
      current = false;
    };
  }, [scope, key]);
  return found.key === key ? found.rows : [];
}

function Changes({ finding }: { readonly finding: FindingView }) {
  const words = useCellWords();
  if (finding.changes.length === 0) return null;
  return (
    <table className="changes">
      <caption className="visually-hidden">What the fix changes</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Now</th>
          <th scope="col">After the fix</th>
        </tr>
      </thead>
      <tbody>
        {finding.changes.map(({ account, field, before, after }) => (
          <tr key={`${account}|${field}`}>
            <th scope="row">{fieldTitle(field)}</th>
            <td>
              <del>{words(field, before)}</del>
            </td>
            <td>
              <ins>{words(field, after)}</ins>
            </td>
          </tr>
        ))}
        {finding.changeCount <= finding.changes.length ? null : (
          <tr>
            <td
              colSpan={3}
              className="muted"
            >{`and ${finding.changeCount - finding.changes.length} more`}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Actions({ finding }: { readonly finding: FindingView }) {
  const done = useHealth((state) => state.done.has(finding.key));
  if (done || finding.skipped) return null;
  return (
    <div className="finding-actions">
      {finding.fixLabel === null ? null : (
        <Button
          kind="primary"
          icon={<Wrench aria-hidden="true" />}
          onPress={() =>
            void applyFix({ kind: 'finding', key: finding.key }, fixLabelOf(finding), [finding.key])
          }
        >
          {finding.fixLabel}
        </Button>
      )}
      <Button icon={<EyeOff aria-hidden="true" />} onPress={() => void skip([finding.key])}>
        Skip
      </Button>
    </div>
  );
}

function Rows({ rows, field }: { readonly rows: readonly FindingRow[]; readonly field: string | null }) {
  const words = useCellWords();
  return (
    <table className="changes">
      <caption>Accounts of this finding</caption>
      <tbody>
        {rows.slice(0, ROWS_SHOWN).map((row) => (
          <tr key={row.accountRow}>
            <th scope="row">
              {row.account} <span className="muted">row {row.row.toLocaleString('en-US')}</span>
            </th>
            <td>{row.place}</td>
            <td>{field === null ? '' : <mark>{words(field, row.value)}</mark>}</td>
          </tr>
        ))}
        {rows.length <= ROWS_SHOWN ? null : (
          <tr>
            <td colSpan={3} className="muted">
              {`and ${(rows.length - ROWS_SHOWN).toLocaleString('en-US')} more, all in the CSV of findings`}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** An owner nobody knows is said to be a rep, once for all accounts; any other cell is typed. */
const ByHand = ({ finding }: { readonly finding: FindingView }) =>
  finding.field === 'ownerName' && finding.value !== null ? (
    <OwnerMapping finding={finding} owner={finding.value} />
  ) : (
    <HandCorrection finding={finding} />
  );
