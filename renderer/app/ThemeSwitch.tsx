import { Moon, Sun, SunMoon } from 'lucide-react';
import { IconButton } from '../ui/Button.tsx';
import type { ThemeChoice } from './theme.ts';
import { chooseTheme, useTheme } from './theme.ts';

const NEXT: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: <SunMoon />, light: <Sun />, dark: <Moon /> };

export function ThemeSwitch() {
  const choice = useTheme((state) => state.choice);
  return (
    <IconButton
      label={`Theme: ${choice}. Switch to ${NEXT[choice]}`}
      icon={ICONS[choice]}
      onPress={() => chooseTheme(NEXT[choice])}
    />
  );
}
