import { ArrowLeft, X } from 'lucide-react';
import { Button } from '../../../ui/Button.tsx';
import type { ImportStage } from '../import-store.ts';
import { leaveImport, useImport } from '../import-store.ts';
import { CheckStage } from './CheckStage.tsx';
import { ColumnsStage } from './ColumnsStage.tsx';
import { CreateStage } from './CreateStage.tsx';
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
        <StageBody stage={stage} />
      </div>
    </section>
  );
}

function StageBody({ stage }: { readonly stage: ImportStage }) {
  switch (stage) {
    case 'files':
      return <FilesStage />;
    case 'columns':
      return <ColumnsStage />;
    case 'check':
      return <CheckStage />;
    case 'create':
      return <CreateStage />;
  }
}
