import { useEffect, useMemo, useState } from 'react';
import type { TerritoryId } from '../../domain/brand.ts';
import type { MergeConflict, Resolution } from '../../domain/merge/conflict.ts';
import type { Divergence } from '../../domain/merge/lineage.ts';
import { mergePlans } from '../../domain/merge/merge-plans.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { goTo } from '../app/route.ts';
import { ReviewMap } from '../review/ReviewMap.tsx';
import { differencesOf } from '../review/differences.ts';
import { post, postRefusal } from '../session/notices.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Select } from '../ui/Field.tsx';
import { counted } from '../ui/format.ts';
import type { MergeSides } from './merge-work.ts';
import { CAUSES, fieldWords, mergeIntoDraft, readSides, subjectWords, valueWords } from './merge-work.ts';
import { startMerge } from './sync.ts';
import './merge-screen.css';

/** Rows shown at once; a bulk choice settles the rest. */
const SHOWN = 200;

/** Two versions of one plan, what each changed, and a choice for everything both changed in two ways. */
export function MergeScreen({ divergence }: { readonly divergence: Divergence }) {
  const [sides, setSides] = useState<Result<MergeSides> | null>(null);
  useEffect(() => {
    let current = true;
    void readSides(divergence).then((read) => {
      if (current) setSides(read);
    });
    return () => {
      current = false;
    };
  }, [divergence]);
  if (sides === null)
    return <EmptyState title="Comparing …">Reading both versions and the one they came from.</EmptyState>;
  if (!sides.ok)
    return (
      <div className="release-error">
        <ErrorNotice title="These versions cannot be compared" errors={sides.errors} />
        <Button onPress={() => startMerge(null)}>Back</Button>
      </div>
    );
  return <Merge sides={sides.value} />;
}

function Merge({ sides }: { readonly sides: MergeSides }) {
  const [taken, setTaken] = useState<ReadonlyMap<string, Resolution>>(new Map());
  const merge = useMemo(() => mergePlans(sides, taken), [sides, taken]);
  if (!merge.ok)
    return (
      <div className="release-error">
        <ErrorNotice title="These versions cannot be merged" errors={merge.errors} />
        <Button onPress={() => startMerge(null)}>Back</Button>
      </div>
    );
  const { conflicts, open, plan } = merge.value;
  const all = (side: 'ours' | 'theirs'): void => setTaken(new Map(conflicts.map(({ id }) => [id, side])));
  return (
    <div className="merge-screen">
      <header className="merge-head">
        <Head side={sides.ours} sides={sides} index={0} />
        <Head side={sides.theirs} sides={sides} index={1} />
      </header>
      <div className="merge-bar">
        <p role="status">
          {conflicts.length === 0
            ? 'Nothing was changed by both. All of it fits together.'
            : `${counted(conflicts.length, 'conflict', 'conflicts')}, ${open.length} to decide`}
        </p>
        {conflicts.length === 0 ? null : (
          <>
            <Button onPress={() => all('ours')}>All as {sides.makers[0]} has it</Button>
            <Button onPress={() => all('theirs')}>All as {sides.makers[1]} has it</Button>
          </>
        )}
        <Button kind="quiet" onPress={() => startMerge(null)}>
          Leave both as they are
        </Button>
        <Button kind="primary" isDisabled={open.length > 0} onPress={() => void merged(sides, taken)}>
          Merge into a draft
        </Button>
      </div>
      <div className="merge-body">
        <Conflicts
          sides={sides}
          conflicts={conflicts}
          taken={taken}
          onTake={(id, resolution) => setTaken(new Map([...taken, [id, resolution]]))}
        />
        <ReviewMap plan={plan} />
      </div>
    </div>
  );
}

async function merged(sides: MergeSides, taken: ReadonlyMap<string, Resolution>): Promise<void> {
  const draft = await mergeIntoDraft(sides, taken);
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

function Head({
  side,
  sides,
  index,
}: {
  readonly side: Plan;
  readonly sides: MergeSides;
  readonly index: 0 | 1;
}) {
  const { base, makers, parents } = sides;
  const { moved, accountsAdded } = useMemo(() => differencesOf(base, side), [base, side]);
  return (
    <section aria-label={`Version by ${makers[index]}`}>
      <h2>{makers[index]}</h2>
      <p className="muted">
        <code>{parents[index].slice(0, 8)}</code> · moved {counted(moved.length, 'account', 'accounts')}
        {accountsAdded > 0 ? ` · added ${accountsAdded}` : ''}
      </p>
    </section>
  );
}

function Conflicts(props: {
  readonly sides: MergeSides;
  readonly conflicts: readonly MergeConflict[];
  readonly taken: ReadonlyMap<string, Resolution>;
  readonly onTake: (id: string, resolution: Resolution) => void;
}) {
  const { sides, conflicts, taken, onTake } = props;
  const plans = [sides.base, sides.ours, sides.theirs];
  if (conflicts.length === 0)
    return (
      <EmptyState title="No conflicts">Every change of either version is in the map on the right.</EmptyState>
    );
  return (
    <div className="merge-conflicts">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Before</th>
            <th scope="col">{sides.makers[0]}</th>
            <th scope="col">{sides.makers[1]}</th>
            <th scope="col">Take</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.slice(0, SHOWN).map((conflict) => (
            <tr key={conflict.id}>
              <th scope="row">
                {subjectWords(conflict)}
                <span className="muted">
                  {fieldWords(conflict)} · {CAUSES[conflict.cause]}
                </span>
              </th>
              <td>{valueWords(conflict, conflict.base, plans)}</td>
              <td>{valueWords(conflict, conflict.ours, plans)}</td>
              <td>{valueWords(conflict, conflict.theirs, plans)}</td>
              <td>
                <Take sides={sides} conflict={conflict} taken={taken.get(conflict.id)} onTake={onTake} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {conflicts.length > SHOWN ? (
        <p className="muted">
          {conflicts.length - SHOWN} more. Settle all of one side above, then change these.
        </p>
      ) : null}
    </div>
  );
}

function Take(props: {
  readonly sides: MergeSides;
  readonly conflict: MergeConflict;
  readonly taken: Resolution | undefined;
  readonly onTake: (id: string, resolution: Resolution) => void;
}) {
  const { sides, conflict, taken, onTake } = props;
  const places = conflict.field === 'place' ? sides.ours.territories.filter(({ retired }) => !retired) : [];
  const value =
    taken === undefined ? 'open' : typeof taken === 'object' ? `to ${taken.territory ?? ''}` : taken;
  return (
    <Select<string>
      label={`Take for ${subjectWords(conflict)}`}
      hideLabel
      value={value}
      onChange={(id) => {
        if (id === 'ours' || id === 'theirs' || id === 'base') onTake(conflict.id, id);
        else if (id.startsWith('to ')) onTake(conflict.id, { territory: id.slice(3) as TerritoryId });
      }}
      choices={[
        { id: 'open', label: 'Decide …' },
        { id: 'ours', label: sides.makers[0] },
        { id: 'theirs', label: sides.makers[1] },
        { id: 'base', label: 'As before' },
        ...places.map(({ territoryId, name }) => ({ id: `to ${territoryId}`, label: `To ${name}` })),
      ]}
    />
  );
}
