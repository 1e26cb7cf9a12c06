import { useStore } from 'zustand';
import { goTo } from '../app/route.ts';
import { post, postRefusal } from '../session/notices.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { counted } from '../ui/format.ts';
import { Progress } from '../ui/Progress.tsx';
import { Split } from '../ui/Split.tsx';
import { ConflictTable } from './ConflictTable.tsx';
import { MergeMap } from './MergeMap.tsx';
import type { MergeHead, MergeRun, ReadyMerge } from './merge-run.ts';
import { useMergeActions } from './merge-actions.ts';
import { SettleBar } from './SettleBar.tsx';
import { startMerge } from './sync.ts';
import { useConflicts } from './use-conflicts.ts';
import './merge-screen.css';

/** Two versions of one plan, what each changed, and a choice for everything both changed in two ways. */
export function MergeScreen({ run }: { readonly run: MergeRun }) {
  const state = useStore(run.state);
  if (state.kind === 'working')
    return (
      <div className="merge-alone">
        <Progress {...state.progress} onCancel={() => startMerge(null)} />
      </div>
    );
  if (state.kind === 'failed')
    return (
      <div className="merge-alone">
        <ErrorNotice title="These versions cannot be merged" errors={state.errors} />
        <Button onPress={() => startMerge(null)}>Back</Button>
      </div>
    );
  return <Ready run={run} state={state} />;
}

function Ready({ run, state }: { readonly run: MergeRun; readonly state: ReadyMerge }) {
  const conflicts = useConflicts(run, state);
  useMergeActions(state, conflicts);
  const none = state.conflicts.length === 0;
  return (
    <div className="merge-screen" role="region" aria-label="Merge">
      <header className="merge-head">
        {state.heads.map((head) => (
          <Head key={head.versionId} head={head} />
        ))}
      </header>
      <div className="merge-bar">
        <p role="status">{statusWords(state)}</p>
        <Button kind="quiet" onPress={() => startMerge(null)}>
          Leave both as they are
        </Button>
        <Button kind="primary" isDisabled={state.open !== 0} onPress={() => void finished(run)}>
          Merge into a draft
        </Button>
      </div>
      {none ? (
        <MergeMap run={run} state={state} conflicts={conflicts} />
      ) : (
        <Split
          name="merge"
          direction="row"
          fixed="start"
          size={620}
          min={380}
          max={1000}
          maxShare={0.6}
          label="list of conflicts"
          start={
            <div className="merge-conflicts">
              <SettleBar state={state} conflicts={conflicts} />
              <ConflictTable state={state} conflicts={conflicts} />
            </div>
          }
          end={<MergeMap run={run} state={state} conflicts={conflicts} />}
        />
      )}
    </div>
  );
}

function statusWords({ conflicts, open }: ReadyMerge): string {
  if (conflicts.length === 0) return 'Nothing was changed by both. All of it fits together.';
  const all = counted(conflicts.length, 'conflict', 'conflicts');
  return open === null
    ? all
    : open === 0
      ? `${all}, all decided`
      : `${all}, ${open.toLocaleString()} to decide`;
}

function Head({ head }: { readonly head: MergeHead }) {
  const { maker, versionId, here, changes } = head;
  return (
    <section aria-label={`Version by ${maker}`}>
      <h2 className="truncate">{maker}</h2>
      <p className="muted">
        <code>{versionId.slice(0, 8)}</code> · {here ? 'submitted here' : 'received'} · moved{' '}
        {counted(changes.moved, 'account', 'accounts')}
        {changes.added > 0 ? ` · added ${changes.added.toLocaleString()}` : ''}
      </p>
    </section>
  );
}

async function finished(run: MergeRun): Promise<void> {
  const draft = await run.finish();
  if (!draft.ok) return postRefusal('Nothing was merged', draft.errors);
  startMerge(null);
  post({
    kind: 'done',
    title: `"${draft.value.name}" holds both`,
    detail:
      'The merge is one step: undo takes it back. Submit it in Review; it names both versions as its parents.',
  });
  goTo('design');
}
