import { create } from 'zustand';
import type { CodedError } from '../../domain/result.ts';

export type NoticeKind = 'done' | 'info' | 'refused' | 'fault';

export interface Notice {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly detail: string;
  /** Of the coded error it speaks of; shown small, for whoever asks for help. */
  readonly code: string | null;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

interface NoticeState {
  readonly notices: readonly Notice[];
  /** What a screen reader is told next. */
  readonly spoken: string;
}

export const useNotices = create<NoticeState>(() => ({ notices: [], spoken: '' }));

const SHOWN_AT_ONCE = 4;
let lastId = 0;

export interface NewNotice {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly detail?: string;
  readonly code?: string;
  readonly action?: Notice['action'];
}

/** Shows a notice and says it to screen readers. `done` and `info` leave by themselves unless they offer something. */
export function post(notice: NewNotice): void {
  const shown: Notice = {
    id: ++lastId,
    kind: notice.kind,
    title: notice.title,
    detail: notice.detail ?? '',
    code: notice.code ?? null,
    action: notice.action ?? null,
  };
  useNotices.setState((state) => ({
    notices: [...state.notices.slice(1 - SHOWN_AT_ONCE), shown],
    spoken: [shown.title, shown.detail].filter(Boolean).join('. '),
  }));
}

/** Said to screen readers alone: what a commit did, when the screen already shows it. */
export const say = (spoken: string): void => useNotices.setState({ spoken });

export function dismiss(id: number): void {
  useNotices.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }));
}

/** One notice a refusal: what was wanted, why not, what to do. */
export function postRefusal(title: string, errors: readonly CodedError[]): void {
  post({
    kind: 'refused',
    title,
    detail: errors.map((error) => error.message).join(' '),
    ...(errors[0] === undefined ? {} : { code: errors[0].code }),
  });
}
