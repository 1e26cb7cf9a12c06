import { goToStage, IMPORT_STAGES, reachable, useImport } from '../import-store.ts';
import type { ImportStage } from '../import-store.ts';

const WORDS: Readonly<Record<ImportStage, string>> = {
  files: 'Files',
  columns: 'Columns',
  check: 'Check',
  create: 'Create',
};

export function StageBar() {
  const state = useImport();
  const last = reachable(state);
  return (
    <ol className="stage-bar" aria-label="Stages of the import">
      {IMPORT_STAGES.map((stage, i) => (
        <li key={stage}>
          <button
            type="button"
            aria-current={stage === state.stage ? 'step' : undefined}
            disabled={i > last}
            onClick={() => goToStage(stage)}
          >
            <span className="stage-number" aria-hidden="true">
              {i + 1}
            </span>
            {WORDS[stage]}
          </button>
        </li>
      ))}
    </ol>
  );
}
