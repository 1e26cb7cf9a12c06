import { create } from 'zustand';
import { keep, oneOf, recall } from '../ui/remembered.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const system = window.matchMedia('(prefers-color-scheme: dark)');
const resolve = (choice: ThemeChoice): Theme =>
  choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly theme: Theme;
}

const firstChoice = recall('theme', oneOf<ThemeChoice>('system', 'light', 'dark')) ?? 'system';
export const useTheme = create<ThemeState>(() => ({ choice: firstChoice, theme: resolve(firstChoice) }));

const show = (): void => {
  document.documentElement.dataset['theme'] = useTheme.getState().theme;
};

export function chooseTheme(choice: ThemeChoice): void {
  keep('theme', choice);
  useTheme.setState({ choice, theme: resolve(choice) });
}

export function startTheme(): void {
  show();
  useTheme.subscribe(show);
  system.addEventListener('change', () => {
    const { choice } = useTheme.getState();
    useTheme.setState({ theme: resolve(choice) });
  });
}
