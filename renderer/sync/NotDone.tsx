import type { CodedError } from '../../domain/result.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Status } from '../ui/Status.tsx';
import { isAway } from './sync-words.ts';

/** What a person asked of the store and did not get. That it is out of reach is no fault of anybody’s. */
export function NotDone({
  title,
  errors,
}: {
  readonly title: string;
  readonly errors: readonly CodedError[];
}) {
  if (errors.length === 0) return null;
  if (!errors.every(({ code }) => isAway(code))) return <ErrorNotice title={title} errors={errors} />;
  return (
    <div role="status">
      <Status prose kind="info">
        The store is out of reach just now. Nothing was changed: try again when you are online.
      </Status>
    </div>
  );
}
