import { counted } from '../../../ui/format.ts';
import { RotateCcw, Trash2 } from 'lucide-react';
import type { Family } from '../../../../domain/intake/mapping.ts';
import type { TextEncodingLabel } from '../../../../formats/tabular/text-encoding.ts';
import { TEXT_ENCODINGS } from '../../../../formats/tabular/text-encoding.ts';
import type { OpenedTable } from '../../../intake/intake-api.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { Status } from '../../../ui/Status.tsx';
import { cancelFile, chooseFamily, removeFile, reread } from '../import-store.ts';
import type { ImportFile } from '../model/import-file.ts';
import {
  DELIMITERS,
  ENCODING_WORDS,
  FAMILY_CHOICES,
  progressWords,
  rowsPerSecond,
  sizeWords,
} from '../model/import-file.ts';
import { Pick } from '../parts/Pick.tsx';

/** A file of the import: what was found in it, how it was read, and what to do when it could not be. */
export function FileCard({ file }: { readonly file: ImportFile }) {
  const { state } = file;
  return (
    <li className="file-card" data-state={state.kind}>
      <div className="file-card-head">
        <h3 className="truncate" title={file.name}>
          {file.name}
        </h3>
        <span className="muted">{sizeWords(file.bytes)}</span>
        <IconButton
          label={`Remove ${file.name}`}
          icon={<Trash2 aria-hidden="true" />}
          onPress={() => removeFile(file.id)}
        />
      </div>
      {state.kind === 'reading' ? (
        <Progress
          label="Reading rows"
          done={state.progress.done}
          detail={progressWords(state.progress, state.milliseconds)}
          onCancel={() => cancelFile(file.id)}
        />
      ) : state.kind === 'ready' ? (
        <ReadAs id={file.id} table={state.table} family={state.mapping.family} />
      ) : state.kind === 'cancelled' ? (
        <div className="file-card-line">
          <Status kind="none">Reading was cancelled. Nothing of it was kept.</Status>
          <ReadAgain file={file} />
        </div>
      ) : (
        <ErrorNotice
          title={`${file.name} was not read`}
          errors={state.errors}
          actions={
            <div className="file-card-line">
              <ReadAgain file={file} />
            </div>
          }
        />
      )}
    </li>
  );
}

const ReadAgain = ({ file }: { readonly file: ImportFile }) => (
  <Button icon={<RotateCcw aria-hidden="true" />} onPress={() => reread(file.id, {})}>
    Read again
  </Button>
);

function ReadAs(props: { readonly id: string; readonly table: OpenedTable; readonly family: Family }) {
  const { id, table, family } = props;
  const { source, milliseconds } = table;
  const rate = rowsPerSecond(table.rowCount, milliseconds);
  return (
    <>
      <div className="file-card-line">
        <Status kind="good">
          {counted(table.rowCount, 'row')}, {counted(table.columns.length, 'column')}
        </Status>
        {rate === null || table.rowCount < WORTH_A_RATE ? null : (
          <span className="muted">{`${(milliseconds / 1000).toFixed(1)} s · ${rate.toLocaleString('en-US')} rows/s`}</span>
        )}
        {table.faultCount === 0 ? null : (
          <Status kind="warn">{counted(table.faultCount, 'broken line')}, listed under Check</Status>
        )}
      </div>
      <div className="file-card-choices">
        <Pick
          label="Holds"
          value={family}
          choices={FAMILY_CHOICES}
          onChange={(chosen) => void chooseFamily(id, chosen as Family)}
        />
        {source.sheets.length === 0 ? null : (
          <Pick
            label="Sheet"
            value={source.sheet ?? ''}
            choices={source.sheets.map((sheet) => ({ id: sheet, label: sheet }))}
            onChange={(sheet) => reread(id, { sheet })}
          />
        )}
        {source.encoding === null ? null : (
          <Pick
            label="Encoding"
            value={source.encoding}
            choices={TEXT_ENCODINGS.map((label) => ({ id: label, label: ENCODING_WORDS[label] }))}
            onChange={(encoding) => reread(id, { encoding: encoding as TextEncodingLabel })}
          />
        )}
        {source.delimiter === null ? null : (
          <Pick
            label="Columns separated by"
            value={source.delimiter}
            choices={delimiterChoices(source.delimiter)}
            onChange={(delimiter) => reread(id, { delimiter })}
          />
        )}
      </div>
    </>
  );
}

/** Rows from which it is worth saying how long reading took. */
const WORTH_A_RATE = 20_000;

const delimiterChoices = (found: string) =>
  DELIMITERS.some(({ id }) => id === found) ? DELIMITERS : [...DELIMITERS, { id: found, label: found }];
