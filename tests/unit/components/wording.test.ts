import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { authErrorKey } from '@/components/auth/auth-client';
import { stateIcon, tabTitle } from '@/components/jobs/browser-tab';
import { historyHref, isFiltered } from '@/components/jobs/history-links';
import { jobAnnouncement, jobName, pictureAlt } from '@/components/jobs/job-name';
import { readTheme } from '@/components/ui/preference-cookies';
import * as messages from '@/messages/en';
import * as french from '@/messages/fr';

describe('authErrorKey', () => {
  it('keeps codes with a message, and maps all others to one message', () => {
    expect(authErrorKey('CredentialsSignin')).toBe('CredentialsSignin');
    expect(authErrorKey('TooManyAttempts')).toBe('TooManyAttempts');
    expect(['Whatever', '', 'constructor', '__proto__', 'other'].map(authErrorKey)).toEqual(
      Array(5).fill('other'),
    );
  });

  it('has every message except the common one', () => {
    const keys = Object.keys(messages.auth.errors).filter((key) => key !== 'other');
    expect(keys.map(authErrorKey)).toEqual(keys);
  });
});

describe('historyHref', () => {
  it('contains the set parameters and no others', () => {
    const nothing = { archived: false };
    expect(historyHref(nothing)).toBe('/jobs');
    expect(isFiltered(nothing)).toBe(false);
    const all = { state: 'failed', mode: 'a b', q: 'x&y=1', archived: true } as const;
    const url = new URL(historyHref(all, '1.a'), 'https://app.example');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      state: 'failed',
      mode: 'a b',
      q: 'x&y=1',
      archived: '1',
      after: '1.a',
    });
    expect(isFiltered(all)).toBe(true);
  });
});

const t = createTranslator({ locale: 'en', messages, namespace: 'common.picture' });

describe('the name of a job', () => {
  const job = {
    id: 'sbx_0123456789abcdefgh',
    label: null,
    mode: 'furnish',
    state: 'pending',
  } as const;

  it('is its label, or its shortened id', () => {
    expect(jobName(job)).toBe('sbx_01234…cdefgh');
    expect(jobName({ ...job, label: 'Salon' })).toBe('Salon');
  });

  it('follows the state in the tab title', () => {
    expect(tabTitle({ ...job, label: 'Salon' }, 'Pending')).toBe('⏳ Pending – Salon');
    expect(tabTitle({ ...job, label: 'Salon', state: 'succeeded' }, 'Succeeded')).toBe(
      '✓ Succeeded – Salon',
    );
    expect(tabTitle({ ...job, label: 'Salon', state: 'failed' }, 'Failed')).toBe(
      '✕ Failed – Salon',
    );
  });

  it('describes its picture', () => {
    expect(pictureAlt(job, t)).toBe('result of furnish');
    expect(pictureAlt({ label: 'Salon', mode: null }, t)).toBe('Salon');
    expect(pictureAlt({ label: null, mode: null }, t)).toBe('result of the job');
  });
});

describe('announcement', () => {
  it('announces a job only when it settles', () => {
    expect(jobAnnouncement('pending', 'pending')).toBeNull();
    expect(jobAnnouncement('succeeded', 'succeeded')).toBeNull();
    expect(jobAnnouncement('pending', 'stalled')).toBeNull();
    expect(jobAnnouncement('pending', 'succeeded')).toBe('succeeded');
    expect(jobAnnouncement('pending', 'failed')).toBe('failed');
  });
});

describe('stateIcon', () => {
  it('differs from state to state and needs no request', () => {
    const icons = (['pending', 'succeeded', 'failed', 'stalled', null] as const).map(stateIcon);
    expect(new Set(icons).size).toBe(5);
    expect(icons.every((icon) => icon.startsWith('data:image/svg+xml,'))).toBe(true);
  });
});

describe('readTheme', () => {
  it('reads an invalid theme as `system`', () => {
    expect(['light', 'dark', 'system', '"><script>', undefined].map(readTheme)).toEqual([
      'light',
      'dark',
      'system',
      'system',
      'system',
    ]);
  });
});

describe('French', () => {
  it('has one word for a job: rendu', () => {
    expect(JSON.stringify(french)).not.toMatch(/\bt(?:â|a)ches?\b|\btravaux\b/i);
  });

  it('writes "du" before a date', () => {
    const text = JSON.stringify(french);
    expect(text).toMatch(/du <time>/);
    expect(text).not.toMatch(/\bde <time>/);
  });
});
