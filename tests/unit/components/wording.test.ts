import { describe, expect, it } from 'vitest';
import { errorSentence } from '@/components/auth/error-sentence';
import { historyHref, isFiltered } from '@/components/jobs/history-href';
import { jobAnnouncement } from '@/components/jobs/job-announcement';
import { jobName, pictureAlt, tabTitle } from '@/components/jobs/job-name';
import { stateIcon } from '@/components/jobs/state-icon';
import { readTheme } from '@/components/layout/theme';

describe('errorSentence', () => {
  it('has one for every code, its own for those it knows, none for none', () => {
    expect(errorSentence(null)).toBeNull();
    expect(errorSentence('')).toBeNull();
    expect(errorSentence('CredentialsSignin')).toMatch(/do not match/);
    expect(errorSentence('TooManyAttempts')).toMatch(/Too many/);
    const otherwise = errorSentence('Whatever');
    expect(otherwise).toMatch(/did not work/);
    expect(errorSentence('constructor')).toBe(otherwise);
    expect(errorSentence('__proto__')).toBe(otherwise);
  });
});

describe('historyHref', () => {
  it('holds all that is chosen and nothing else', () => {
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

describe('what a job is called', () => {
  const job = {
    id: 'sbx_0123456789abcdefgh',
    label: null,
    mode: 'furnish',
    state: 'pending',
  } as const;

  it('is its label, or its id in short', () => {
    expect(jobName(job)).toBe('sbx_01234…cdefgh');
    expect(jobName({ ...job, label: 'Salon' })).toBe('Salon');
  });

  it('stands in the tab behind its state', () => {
    expect(tabTitle({ ...job, label: 'Salon' })).toBe('⏳ Pending – Salon');
    expect(tabTitle({ ...job, label: 'Salon', state: 'succeeded' })).toBe('✓ Succeeded – Salon');
    expect(tabTitle({ ...job, label: 'Salon', state: 'failed' })).toBe('✕ Failed – Salon');
  });

  it('says what its picture shows', () => {
    expect(pictureAlt(job)).toBe('result of furnish');
    expect(pictureAlt({ label: 'Salon', mode: null })).toBe('Salon');
    expect(pictureAlt({ label: null, mode: null })).toBe('Result of the job');
  });
});

describe('announcement', () => {
  it('speaks of an end only, and only once it has come', () => {
    expect(jobAnnouncement('pending', 'pending')).toBe('');
    expect(jobAnnouncement('succeeded', 'succeeded')).toBe('');
    expect(jobAnnouncement('pending', 'stalled')).toBe('');
    expect(jobAnnouncement('pending', 'succeeded')).toMatch(/done/);
    expect(jobAnnouncement('pending', 'failed')).toMatch(/failed/);
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
  it('takes whatever is not a theme for the system', () => {
    expect(['light', 'dark', 'system', '"><script>', undefined].map(readTheme)).toEqual([
      'light',
      'dark',
      'system',
      'system',
      'system',
    ]);
  });
});
