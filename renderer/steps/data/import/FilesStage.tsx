import { ClipboardPaste, FileSpreadsheet, Upload } from 'lucide-react';
import { useRef } from 'react';
import type { Family } from '../../../../domain/intake/mapping.ts';
import { FAMILIES } from '../../../../domain/intake/mapping.ts';
import { Button } from '../../../ui/Button.tsx';
import { FilePicker } from '../../../ui/FilePicker.tsx';
import { bringFiles, bringSample, goToStage, reachable, useImport } from '../import-store.ts';
import { FAMILY_WORDS } from '../model/import-file.ts';
import { templateBytes, templateName } from '../model/templates.ts';
import { save } from '../../../host/save-file.ts';
import { FileCard } from './FileCard.tsx';

/** Where files are brought and read. */
export function FilesStage() {
  const state = useImport();
  const { files } = state;
  return (
    <div className="import-files">
      <DropZone compact={files.length > 0} />
      {files.length === 0 ? (
        <WhatToBring />
      ) : (
        <ul className="file-cards" aria-label="Files of this import">
          {files.map((file) => (
            <FileCard key={file.id} file={file} />
          ))}
        </ul>
      )}
      {files.length === 0 ? null : (
        <footer className="import-foot">
          <p className="muted">{nextWords(reachable(state) > 0, files.length)}</p>
          <Button kind="primary" isDisabled={reachable(state) < 1} onPress={() => goToStage('columns')}>
            Match columns
          </Button>
        </footer>
      )}
    </div>
  );
}

const nextWords = (ready: boolean, files: number): string =>
  ready
    ? 'Next: say which column is what. Nothing is stored until you create the plan.'
    : files === 1
      ? 'Waiting for the file to be read.'
      : 'Waiting for the files to be read.';

function DropZone({ compact }: { readonly compact: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={compact ? 'drop-zone is-compact' : 'drop-zone'}>
      {compact ? null : <FileSpreadsheet aria-hidden="true" />}
      {compact ? null : <h2>Drop your spreadsheets here</h2>}
      <p className="muted">
        {compact
          ? 'Drop more files, choose them, or paste rows.'
          : 'Accounts, and if you have them reps and past bookings. CSV, TSV or Excel; several at once.'}
      </p>
      <div className="drop-zone-actions">
        <Button
          kind={compact ? 'normal' : 'primary'}
          icon={<Upload aria-hidden="true" />}
          onPress={() => input.current?.click()}
        >
          Choose files
        </Button>
        <span className="muted drop-zone-paste">
          <ClipboardPaste aria-hidden="true" />
          or copy rows in Excel and press <kbd>Ctrl V</kbd> here
        </span>
      </div>
      <FilePicker
        ref={input}
        label="Choose files"
        accept=".csv,.tsv,.txt,.xlsx,.xlsm,.xls"
        multiple
        onFiles={bringFiles}
      />
    </div>
  );
}

const BRING: Readonly<Record<Family, string>> = {
  accounts: 'One row an account: a name and where it is. Size, owner, territory and dates help.',
  reps: 'One row a rep: name and home. Each becomes a territory of the plan.',
  bookings: 'One row a sale: account, amount and date. It shows what was sold and for how long.',
  territories:
    'One row a territory: base, capacity, target share or quota. A row “Total” is the team target.',
};

function WhatToBring() {
  return (
    <div className="what-to-bring">
      <ul>
        {FAMILIES.map((family) => (
          <li key={family}>
            <h3>{FAMILY_WORDS[family]}</h3>
            <p className="muted">{BRING[family]}</p>
            <Button
              kind="quiet"
              onPress={() => void save(templateName(family), templateBytes(family), 'text/csv')}
              aria-label={`Download the ${FAMILY_WORDS[family].toLowerCase()} template`}
            >
              Download template
            </Button>
          </li>
        ))}
      </ul>
      <p className="muted">
        No file at hand?{' '}
        <button type="button" className="text-button" onClick={() => void bringSample()}>
          Try the sample files
        </button>
        {'. '}
        Files stay on this laptop. Bailiwick keeps the columns you match and leaves the rest where they are.
      </p>
    </div>
  );
}
