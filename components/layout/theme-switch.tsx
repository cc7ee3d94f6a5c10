'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useSyncExternalStore } from 'react';
import { readTheme, setCookie, THEME_COOKIE, type Theme } from '@/components/ui/preference-cookies';

const CHOICES = [
  { theme: 'system', Icon: Monitor },
  { theme: 'light', Icon: Sun },
  { theme: 'dark', Icon: Moon },
] as const;

function keepTheme(theme: Theme) {
  document.documentElement.dataset.theme = theme;
  setCookie(THEME_COOKIE, theme);
}

/** A page may have two switches, in the header and in the settings: both read the attribute. */
function onThemeChange(listener: () => void) {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** System, light or dark; saved in a cookie, so that the server renders it. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const t = useTranslations('common.theme');
  const name = useId();
  const chosen = useSyncExternalStore(
    onThemeChange,
    () => readTheme(document.documentElement.dataset.theme),
    () => initial,
  );
  return (
    <fieldset className="flex rounded-full border border-line p-0.5">
      <legend className="sr-only">{t('legend')}</legend>
      {CHOICES.map(({ theme, Icon }) => (
        <label
          key={theme}
          data-tooltip={t(theme)}
          className="grid size-7 cursor-pointer place-items-center rounded-full text-muted hover:text-ink has-checked:bg-sunken has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={theme}
            checked={chosen === theme}
            onChange={() => keepTheme(theme)}
            className="sr-only"
          />
          <Icon aria-hidden className="size-3.5" />
          <span className="sr-only">{t(theme)}</span>
        </label>
      ))}
    </fieldset>
  );
}
