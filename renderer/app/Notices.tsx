import { CircleAlert, Check, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import type { Notice, NoticeKind } from '../session/notices.ts';
import { dismiss, useNotices } from '../session/notices.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import './notices.css';

const MARKS: Readonly<Record<NoticeKind, React.ReactNode>> = {
  done: <Check />,
  info: <Info />,
  refused: <TriangleAlert />,
  fault: <CircleAlert />,
};

const STAYS_MS = 7000;

export function Notices() {
  const { notices, spoken } = useNotices();
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {spoken}
      </div>
      <ul className="notices" aria-label="Notices">
        {notices.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} />
        ))}
      </ul>
    </>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const leaves = notice.action === null && (notice.kind === 'done' || notice.kind === 'info');
  useEffect(() => {
    if (!leaves) return;
    const timer = setTimeout(() => dismiss(notice.id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [leaves, notice.id]);
  return (
    <li className={`notice notice-${notice.kind}`}>
      {MARKS[notice.kind]}
      <div className="notice-words">
        <h3>{notice.title}</h3>
        {notice.detail === '' ? null : <p>{notice.detail}</p>}
        {notice.code === null ? null : <code>{notice.code}</code>}
      </div>
      {notice.action === null ? null : (
        <Button
          onPress={() => {
            notice.action?.run();
            dismiss(notice.id);
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <IconButton label="Dismiss" icon={<X />} onPress={() => dismiss(notice.id)} />
    </li>
  );
}
