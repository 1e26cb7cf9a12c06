import { useSession } from '../session/session.ts';
import { Status } from '../ui/Status.tsx';

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

const when = (at: string): string => {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? time.format(date) : day.format(date);
};

export function SaveStatus() {
  const save = useSession((state) => state.save);
  const open = useSession((state) => state.open !== null);
  if (!open) return null;
  switch (save.kind) {
    case 'saved':
      return <Status kind="good">Saved {when(save.at)}</Status>;
    case 'saving':
      return <Status kind="none">Saving …</Status>;
    case 'read-only':
      return <Status kind="warn">Read-only. {save.why}</Status>;
  }
}
