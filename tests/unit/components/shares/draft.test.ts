import { describe, expect, it } from 'vitest';
import { changeOf, draftOf, linesOf, moved } from '@/components/shares/editor/draft';
import { plainLink } from '@/components/shares/plain-link';
import type { ShareView } from '@/lib/shares/model';

const NOW = Date.UTC(2026, 10, 26, 12);
const DAY = 24 * 60 * 60 * 1_000;

const link: ShareView = {
  id: '6f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
  path: '/s/token',
  title: 'Flat',
  note: null,
  jobs: [
    { jobId: 'a', title: 'furnish' },
    { jobId: 'b', title: null },
    { jobId: 'c', title: 'Hall' },
  ],
  showsSender: false,
  showsBefore: true,
  allowsDownload: true,
  feedback: 'open',
  expiresAt: NOW + DAY,
  hasPassword: true,
  maxViews: 5,
  views: 2,
  firstViewAt: NOW,
  lastViewAt: NOW,
  likes: 0,
  comments: 0,
  unseen: 0,
  embedSites: ['https://a.example', 'https://b.example'],
  createdAt: NOW,
  ended: null,
};

const changed = (part: Partial<ReturnType<typeof draftOf>>) =>
  changeOf(link, { ...draftOf(link), ...part }, NOW);

describe('what the editor sends', () => {
  it('is nothing that stayed as it was', () => {
    expect(changed({})).toEqual({});
    expect(changed({ title: 'Flat 2' })).toEqual({ title: 'Flat 2' });
    expect(changed({ showsBefore: false, feedback: 'closed' })).toEqual({
      showsBefore: false,
      feedback: 'closed',
    });
  });

  it('has the order that was made by hand, and what was taken off', () => {
    expect(changed({ jobIds: ['c', 'a', 'b'] })).toEqual({ jobIds: ['c', 'a', 'b'] });
    expect(changed({ jobIds: ['a', 'c'] })).toEqual({ jobIds: ['a', 'c'] });
  });

  it('counts days from now by the server’s clock', () => {
    expect(changed({ end: '1' })).toEqual({ expiresAt: NOW + DAY });
    expect(changed({ end: '30' })).toEqual({ expiresAt: NOW + 30 * DAY });
    expect(changed({ end: 'never' })).toEqual({ expiresAt: null });
  });

  it('ends a date at the end of the reader’s day', () => {
    const { expiresAt } = changed({ end: 'date', date: '2026-12-24' });
    expect(new Date(expiresAt ?? 0).toString()).toContain('Dec 24 2026 23:59:59');
  });

  it('sets, removes and leaves a password', () => {
    expect(changed({ password: 'open sesame' })).toEqual({ password: 'open sesame' });
    expect(changed({ password: null })).toEqual({ password: null });
    expect(changed({ password: undefined })).toEqual({});
  });

  it('has no limit of views when the field is empty', () => {
    expect(changed({ maxViews: '' })).toEqual({ maxViews: null });
    expect(changed({ maxViews: '12' })).toEqual({ maxViews: 12 });
  });

  it('takes sites from lines, spaces and commas', () => {
    expect(linesOf(' https://a.example\n\nb.example, c.example ')).toEqual([
      'https://a.example',
      'b.example',
      'c.example',
    ]);
    expect(changed({ embedSites: '' })).toEqual({ embedSites: [] });
  });
});

it('moves one entry and keeps the others in order', () => {
  expect(moved(['a', 'b', 'c', 'd'], 3, 0)).toEqual(['d', 'a', 'b', 'c']);
  expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
});

describe('the link that one press copies again', () => {
  const plain: ShareView = {
    ...link,
    jobs: [{ jobId: 'a', title: null }],
    hasPassword: false,
    maxViews: null,
  };

  it('shows that result alone, works and needs no explanation', () => {
    expect(plainLink([link, plain], 'a')).toBe(plain);
    for (const other of [
      { ended: 'expired' },
      { hasPassword: true },
      { maxViews: 1 },
      { path: null },
      { jobs: link.jobs },
      { jobs: [{ jobId: 'b', title: null }] },
    ] as const) {
      expect(plainLink([{ ...plain, ...other } as ShareView], 'a')).toBeNull();
    }
  });
});
