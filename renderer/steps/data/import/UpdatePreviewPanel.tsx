import { useEffect, useState } from 'react';
import type { Plan } from '../../../../domain/plan/plan.ts';
import type { CodedError } from '../../../../domain/result.ts';
import type { UpdateList, UpdatePreview } from '../../../intake/check-api.ts';
import { ask } from '../../../intake/intake-client.ts';
import { fieldTitle } from '../model/field-words.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';

/** What is new, changed and gone against the plan, by account ID, before anything is made. */
export function UpdatePreviewPanel({ plan }: { readonly plan: Plan }) {
  const { preview, errors } = usePreview(plan);
  if (errors !== null) return <ErrorNotice title="The two could not be compared" errors={errors} />;
  if (preview === null) return <div className="data-card is-waiting" aria-busy="true" />;
  return (
    <section className="data-card update-preview" aria-label="What changes">
      <header>
        <h2>What changes against {plan.name}</h2>
        <span className="muted">{preview.same.toLocaleString('en-US')} accounts stay as they are</span>
      </header>
      <div className="update-lists">
        <List title="New" list={preview.added} none="No new accounts." />
        <List title="Changed" list={preview.changed} none="No account changed." />
        <List title="Gone" list={preview.gone} none="No account is gone." />
      </div>
    </section>
  );
}

function List(props: { readonly title: string; readonly list: UpdateList; readonly none: string }) {
  const { title, list, none } = props;
  return (
    <div>
      <h3>{`${title} ${list.total.toLocaleString('en-US')}`}</h3>
      {list.total === 0 ? <p className="muted">{none}</p> : null}
      <ul>
        {list.first.map(({ id, name, what }) => (
          <li key={id} className="truncate" title={what}>
            {name}{' '}
            <span className="muted">{what === '' ? id : what.split(', ').map(fieldTitle).join(', ')}</span>
          </li>
        ))}
      </ul>
      {list.total <= list.first.length ? null : (
        <p className="muted">{`and ${(list.total - list.first.length).toLocaleString('en-US')} more`}</p>
      )}
    </div>
  );
}

function usePreview(plan: Plan): {
  readonly preview: UpdatePreview | null;
  readonly errors: readonly CodedError[] | null;
} {
  const [found, setFound] = useState<{
    readonly plan: Plan;
    readonly preview: UpdatePreview | null;
    readonly errors: readonly CodedError[] | null;
  } | null>(null);
  useEffect(() => {
    let current = true;
    void ask((api) => api.previewUpdate(plan.planId)).then((answer) => {
      if (current)
        setFound({
          plan,
          preview: answer.ok ? answer.value : null,
          errors: answer.ok ? null : answer.errors,
        });
    });
    return () => {
      current = false;
    };
  }, [plan]);
  return found?.plan === plan ? found : { preview: null, errors: null };
}
