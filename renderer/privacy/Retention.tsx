import { useState } from 'react';
import type { RetentionClass } from '../../domain/privacy/records.ts';
import { RETENTION_CLASSES } from '../../domain/privacy/records.ts';
import { keepDays } from '../../domain/privacy/retention.ts';
import { Button } from '../ui/Button.tsx';
import { NumberInput } from '../ui/Field.tsx';
import { counted } from '../ui/format.ts';
import { post, postRefusal } from '../session/notices.ts';
import { deleteWhatIsDue, keepRecord, usePrivacy } from './privacy.ts';

const NAMES: Readonly<Record<RetentionClass, string>> = {
  'deleted-plans': 'Plans you deleted',
  'import-leftovers': 'Rows an import left out',
  versions: 'Signed versions',
  'write-backs': 'Write-back batches',
};

/** How long each class is kept, and what is due: shown first, deleted only then. */
export function Retention() {
  const { records, due } = usePrivacy();
  const [sure, setSure] = useState(false);
  const set = async (id: RetentionClass, days: number): Promise<void> => {
    const done = await keepRecord({ kind: 'retention', id, keepDays: days }, `Keep ${id} for ${days} days`);
    if (!done.ok) postRefusal('The rule was not kept', done.errors);
  };
  const go = async (): Promise<void> => {
    setSure(false);
    const done = await deleteWhatIsDue();
    if (!done.ok) return postRefusal('Not everything was deleted', done.errors);
    post({
      kind: 'done',
      title: `${counted(done.value, 'thing', 'things')} deleted`,
      detail: 'The trail says what and when.',
    });
  };
  return (
    <div className="privacy-body">
      <div className="privacy-form">
        {RETENTION_CLASSES.map((id) => (
          <NumberInput
            key={id}
            label={`${NAMES[id]} (days)`}
            value={keepDays(records, id)}
            minValue={1}
            maxValue={36_500}
            onChange={(days) => void set(id, days)}
          />
        ))}
      </div>
      <section>
        <h3>Due today</h3>
        {due.length === 0 ? (
          <p className="muted">Nothing has been kept for too long.</p>
        ) : (
          <>
            <ul className="privacy-found">
              {due.map((one, i) => (
                <li key={`${i} ${one.id}`}>
                  <span>
                    {NAMES[one.of]}: {one.label}
                  </span>
                  <span className="muted">
                    since {one.since}, due {one.dueOn}
                  </span>
                </li>
              ))}
            </ul>
            <p className="muted">
              Files of signed versions in the Bailiwick folder are not deleted from here.
            </p>
            <div className="privacy-buttons">
              {sure ? (
                <>
                  <Button kind="danger" onPress={() => void go()}>
                    Delete {counted(due.length, 'thing', 'things')} for good
                  </Button>
                  <Button onPress={() => setSure(false)}>Leave them</Button>
                </>
              ) : (
                <Button onPress={() => setSure(true)}>Delete what is due …</Button>
              )}
            </div>
          </>
        )}
      </section>
    </div>
  );
}
