'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { setCookie } from '@/components/ui/set-cookie';
import { THEME_COOKIE, type Theme } from './theme';

const CHOICES = [
  { theme: 'system', name: 'System theme', Icon: Monitor },
  { theme: 'light', name: 'Light theme', Icon: Sun },
  { theme: 'dark', name: 'Dark theme', Icon: Moon },
] as const;

function keepTheme(theme: Theme) {
  document.documentElement.dataset.theme = theme;
  setCookie(THEME_COOKIE, theme);
}

/** System, light or dark; saved in a cookie, so that the server renders it. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [chosen, setChosen] = useState(initial);
  return (
    <fieldset className="flex rounded-full border border-line p-0.5">
      <legend className="sr-only">Theme</legend>
      {CHOICES.map(({ theme, name, Icon }) => (
        <label
          key={theme}
          data-tooltip={name}
          className="grid size-7 cursor-pointer place-items-center rounded-full text-muted hover:text-ink has-checked:bg-sunken has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="theme"
            value={theme}
            checked={chosen === theme}
            onChange={() => {
              setChosen(theme);
              keepTheme(theme);
            }}
            className="sr-only"
          />
          <Icon aria-hidden className="size-3.5" />
          <span className="sr-only">{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
