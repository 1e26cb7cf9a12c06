import { Button } from '../../../ui/Button.tsx';
import { checkImport, goToStage, useImport } from '../import-store.ts';
import type { ReadyFile } from '../model/import-file.ts';
import { readyFiles } from '../model/import-file.ts';
import { isUsable } from '../model/mapping-view.ts';
import { MappingSection } from './MappingSection.tsx';

/** Which column is which field, file by file. */
export function ColumnsStage() {
  const files = readyFiles(useImport((state) => state.files));
  const accounts = files.filter((file) => file.state.mapping.family === 'accounts');
  const blocked = whyBlocked(files, accounts);
  return (
    <div className="columns-stage">
      <div className="columns-files">
        {files.map((file) => (
          <MappingSection key={`${file.id}-${file.state.mapping.family}`} file={file} />
        ))}
      </div>
      <footer className="import-foot is-wide">
        <Button onPress={() => goToStage('files')}>Back</Button>
        <p className="muted" role="status">
          {blocked ?? 'Next: see what is wrong with the data. Nothing is stored yet.'}
        </p>
        <Button kind="primary" isDisabled={blocked !== null} onPress={() => void checkImport()}>
          Check the data
        </Button>
      </footer>
    </div>
  );
}

function whyBlocked(files: readonly ReadyFile[], accounts: readonly ReadyFile[]): string | null {
  if (accounts.length === 0) return 'One of the files must hold accounts. Say so beside its name.';
  if (accounts.length > 1) return 'Two files are said to hold accounts. Import them one after the other.';
  for (const family of ['reps', 'bookings', 'territories'] as const)
    if (files.filter((file) => file.state.mapping.family === family).length > 1)
      return `Two files are said to hold ${family}. Leave one out.`;
  const unusable = files.find((file) => !isUsable(file.state.mapping));
  return unusable === undefined ? null : `${unusable.name} lacks a column it cannot do without.`;
}
