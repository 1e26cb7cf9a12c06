/** Key presses to actions. A key without Ctrl or Cmd does nothing while the person types. */
import { isEnabled, useActionList } from './actions.ts';

const isMac = navigator.platform.startsWith('Mac');

/** "Mod+Shift+Z" as this keyboard writes it: "⌘⇧Z" or "Ctrl+Shift+Z". */
export function shownKeys(keys: string): string {
  const first = keys.split(' or ')[0] ?? keys;
  if (!isMac) return first.replace('Mod', 'Ctrl');
  return first.replaceAll('Mod+', '⌘').replaceAll('Shift+', '⇧').replaceAll('Alt+', '⌥');
}

const wanted = (event: KeyboardEvent): string => {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const named = /^[A-Z]$/.test(key) || key.length > 1;
  return [
    event.ctrlKey || event.metaKey ? 'Mod' : '',
    event.altKey ? 'Alt' : '',
    // A "?" already says that Shift was held; a letter or a named key does not.
    event.shiftKey && named ? 'Shift' : '',
    key,
  ]
    .filter(Boolean)
    .join('+');
};

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="textbox"]';
/** Where Enter, Space and Escape already mean something. */
const BUSY = 'button, a, [role="menu"], [role="listbox"], [role="dialog"], [role="option"]';

function belongsElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target === null) return false;
  const modified = event.ctrlKey || event.metaKey;
  if (target.closest(TYPING) !== null)
    return !modified || ['a', 'c', 'v', 'x', 'z', 'y'].includes(event.key.toLowerCase());
  return ['Enter', ' '].includes(event.key) && target.closest(BUSY) !== null;
}

export function listenForKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || belongsElsewhere(event)) return;
    if (document.querySelector('[data-modal]') !== null && event.key !== 'F1') return;
    const pressed = wanted(event);
    for (const action of [...useActionList.getState().actions.values()].toReversed()) {
      if (action.keys?.split(' or ').includes(pressed) !== true || !isEnabled(action)) continue;
      event.preventDefault();
      action.run();
      return;
    }
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
