import { ArrowLeft, X } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import { leaveImport, useImport } from '../import-store.ts';
import { ColumnsStage } from './ColumnsStage.tsx';
import { FilesStage } from './FilesStage.tsx';
import { StageBar } from './StageBar.tsx';

/** The way from files to a plan, in four stages. */
export function ImportScreen({ canLeave }: { readonly canLeave: boolean }) {
  const stage = useImport((state) => state.stage);
  const begun = useImport((state) => state.files.length > 0);
  return (
    <section className="import" aria-label="Bring data">
      <header className="import-head">
        <h1>Bring data</h1>
        <StageBar />
        {canLeave ? (
          <Button
            kind="quiet"
            icon={begun ? <X aria-hidden="true" /> : <ArrowLeft aria-hidden="true" />}
            onPress={leaveImport}
          >
            {begun ? 'Discard import' : 'Back to the plan’s data'}
          </Button>
        ) : null}
      </header>
      <div className="import-body">
        {stage === 'files' ? <FilesStage /> : stage === 'columns' ? <ColumnsStage /> : null}
      </div>
    </section>
  );
}
