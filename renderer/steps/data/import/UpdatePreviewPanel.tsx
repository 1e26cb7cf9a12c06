import type { Plan } from '../../../../domain/plan/plan.ts';
import type { CodedError } from '../../../../domain/result.ts';
import type { UpdateList, UpdatePreview } from '../../../intake/check-api.ts';
import { count, counted } from '../../../ui/format.ts';
import { fieldTitle } from '../model/field-words.ts';
import { Status } from '../../../ui/Status.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';

/** What is new, changed and gone against the plan, by account ID, before anything is made. */
export function UpdatePreviewPanel(props: {
  readonly plan: Plan;
  readonly preview: UpdatePreview | null;
  readonly errors: readonly CodedError[] | null;
}) {
  const { plan, preview, errors } = props;
  if (errors !== null) return <ErrorNotice title="This file does not go into this plan" errors={errors} />;
  if (preview === null) return <div className="data-card is-waiting" aria-busy="true" />;
  const known = preview.same + preview.changed.total;
  return (
    <section className="data-card update-preview" aria-label="What changes">
      <header>
        <h2>What changes against {plan.name}</h2>
        <span className="muted">
          {counted(preview.same, 'account stays as it is', 'accounts stay as they are')}
        </span>
      </header>
      <div className="update-lists">
        <List title="New" list={preview.added} none="No new accounts." />
        <List title="Changed" list={preview.changed} none="No account changed." />
        <List title="Gone" list={preview.gone} none="No account is gone." />
        {preview.back.total === 0 ? null : <List title="Back" list={preview.back} none="" />}
      </div>
      {known >= preview.gone.total ? null : (
        <Status kind="warn">
          Most accounts of the plan are not in this file. Is it the right file, with the same account IDs?
        </Status>
      )}
      {preview.held === 0 ? null : (
        <p className="muted">
          {counted(
            preview.held,
            'of those that are gone is locked and stays',
            'of those that are gone are locked and stay',
          )}{' '}
          in planning.
        </p>
      )}
    </section>
  );
}

function List(props: { readonly title: string; readonly list: UpdateList; readonly none: string }) {
  const { title, list, none } = props;
  return (
    <div>
      <h3>{`${title} ${count(list.total)}`}</h3>
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
        <p className="muted">{`and ${count(list.total - list.first.length)} more`}</p>
      )}
    </div>
  );
}
