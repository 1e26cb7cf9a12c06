import { GitMerge } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useActions } from '../../../app/actions.ts';
import type { PairDetail, PairView } from '../../../intake/health-api.ts';
import { ask } from '../../../intake/intake-client.ts';
import { postRefusal } from '../../../session/notices.ts';
import { Button } from '../../../ui/Button.tsx';
import { Tag } from '../../../ui/Status.tsx';
import { mergePair, notSame, useHealth } from '../health-store.ts';
import { mergeCommand, proposedChoices } from '../model/merge-choice.ts';
import type { Choices } from '../model/merge-choice.ts';
import { PairFields } from './PairFields.tsx';

/** Two accounts side by side, with what a merge would leave. */
export function PairPanel(props: {
  readonly pair: PairView;
  readonly position: string;
  readonly onLater: () => void;
}) {
  const { pair, position, onLater } = props;
  const detail = usePairDetail(pair.a, pair.b);
  const [changed, setChanged] = useState<Choices | null>(null);
  const checking = useHealth((state) => state.checking);
  const choices = changed ?? (detail === null ? {} : proposedChoices(detail));
  const merge = (): void => {
    if (detail !== null && !checking) void mergePair(mergeCommand(detail, choices));
  };
  useActions([
    { id: 'pair-merge', label: 'Merge this pair', group: 'Duplicates', keys: 'M', run: merge },
    {
      id: 'pair-not-same',
      label: 'Not the same account',
      group: 'Duplicates',
      keys: 'N',
      run: () => void notSame(pair),
    },
    { id: 'pair-later', label: 'Decide later', group: 'Duplicates', keys: 'L', run: onLater },
  ]);
  return (
    <section className="pair-panel" aria-label="Side by side">
      <header className="pair-head">
        <div>
          <h2>{`${Math.round(pair.score * 100)}% alike`}</h2>
          <span className="muted">{position}</span>
        </div>
        <ul className="pair-because" aria-label="Why they match">
          {(pair.because.length === 0 ? ['alike on the whole'] : pair.because).map((reason) => (
            <li key={reason}>
              <Tag>{reason}</Tag>
            </li>
          ))}
        </ul>
      </header>
      <div className="pair-body">
        {detail === null ? (
          <span className="pending-bar" aria-hidden="true" />
        ) : (
          <PairFields detail={detail} choices={choices} onChoices={setChanged} />
        )}
      </div>
      <footer className="pair-foot">
        <Button
          kind="primary"
          icon={<GitMerge aria-hidden="true" />}
          keys="M"
          isDisabled={detail === null || checking}
          onPress={merge}
        >
          Merge
        </Button>
        <Button keys="N" onPress={() => void notSame(pair)}>
          Not the same
        </Button>
        <Button kind="quiet" keys="L" onPress={onLater}>
          Later
        </Button>
        <p className="muted">A merge can be split again under Merged, or undone.</p>
      </footer>
    </section>
  );
}

function usePairDetail(a: number, b: number): PairDetail | null {
  const [detail, setDetail] = useState<PairDetail | null>(null);
  useEffect(() => {
    let current = true;
    void ask((api) => api.pair(a, b)).then((answer) => {
      if (!current) return;
      if (answer.ok) setDetail(answer.value);
      else postRefusal('The pair could not be shown', answer.errors);
    });
    return () => {
      current = false;
    };
  }, [a, b]);
  return detail;
}
