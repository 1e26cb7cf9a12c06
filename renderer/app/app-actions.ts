import { useEffect } from 'react';
import { redo, session, undo } from '../session/session.ts';
import type { Action } from './actions.ts';
import { QUESTION_LIST } from '../advisor/questions.ts';
import { openQuestion } from '../advisor/advisor-store.ts';
import { useActions } from './actions.ts';
import { listenForKeys } from './keys.ts';
import { openClients, openHelp, openPalette, openPrivacy } from './overlays.ts';
import { showQuotaTab } from '../workspace/quota-tab.ts';
import { goTo } from './route.ts';
import { STEPS } from './steps.ts';
import { chooseTheme } from './theme.ts';

const history = () => session().state.getState().open?.history;

const APP_ACTIONS: readonly Action[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit',
    keys: 'Mod+Z',
    enabled: () => (history()?.undo.length ?? 0) > 0,
    run: () => void undo(),
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    keys: 'Mod+Shift+Z or Mod+Y',
    enabled: () => (history()?.redo.length ?? 0) > 0,
    run: () => void redo(),
  },
  ...STEPS.map((step, i) => ({
    id: `go-${step.id}`,
    label: `Go to ${step.label}`,
    group: 'Go to',
    keys: `Alt+${i + 1}`,
    also: step.purpose,
    run: () => goTo(step.id),
  })),
  {
    id: 'headcount',
    label: 'Headcount by month',
    group: 'Go to',
    also: 'capacity hires leavers attrition ramp selling time SDR hunter farmer scenario',
    run: () => {
      showQuotaTab('headcount');
      goTo('quota');
    },
  },
  ...QUESTION_LIST.map(({ id, title, also }) => ({
    id: `ask-${id}`,
    label: `Ask: ${title}`,
    group: 'Advisor',
    also,
    enabled: () => session().state.getState().open !== null,
    run: () => openQuestion(id),
  })),
  { id: 'palette', label: 'Find a command', group: 'Help', keys: 'Mod+K', run: openPalette },
  {
    id: 'help',
    label: 'Keys and help',
    group: 'Help',
    keys: '? or F1',
    also: 'tour shortcuts',
    run: openHelp,
  },
  {
    id: 'privacy',
    label: 'Privacy',
    group: 'Help',
    also: 'erase person access request consent retention breach gdpr',
    run: openPrivacy,
  },
  {
    id: 'clients',
    label: 'Clients kept apart',
    group: 'Go to',
    also: 'customer workspace tenant switch back up restore remove',
    run: openClients,
  },
  ...(['system', 'light', 'dark'] as const).map((choice) => ({
    id: `theme-${choice}`,
    label: `Theme: ${choice}`,
    group: 'View',
    run: () => chooseTheme(choice),
  })),
];

export function useAppActions(): void {
  useActions(APP_ACTIONS);
  useEffect(listenForKeys, []);
}
