import { describe, expect, it } from 'vitest';
import { embedDocument } from '@/components/share-page/embed-document';
import { groupsOf } from '@/components/share-page/groups';
import { afterForm, OUTCOMES, readOutcome } from '@/components/share-page/outcomes';
import { feedbackOf } from '@/lib/http/shares/feedback-form';
import type { PublicItem, PublicShare } from '@/lib/shares';

const TOKEN = 'A'.repeat(43);

const item = (n: number, more: Partial<PublicItem> = {}): PublicItem => ({
  n,
  state: 'succeeded',
  mode: 'furnish',
  createdAt: 0,
  settledAt: 0,
  hasPicture: true,
  hasInput: true,
  result: null,
  group: null,
  liked: false,
  likes: 0,
  comments: [],
  ...more,
});

describe('the results of a board by photo', () => {
  it('keep the order of the owner, and are told apart only if a photo has several', () => {
    const mixed = [1, 1, 2, 1].map((group, at) => item(at + 1, { group }));
    const found = groupsOf(mixed).map(({ photo, items }) => [photo, items.map(({ n }) => n)]);
    expect(found).toEqual([
      [1, [1, 2]],
      [2, [3]],
      [1, [4]],
    ]);
    const apart = [1, 2, null].map((group, at) => item(at + 1, { group }));
    expect(groupsOf(apart)).toEqual([{ photo: null, items: apart }]);
  });
});

describe('what became of a form', () => {
  it('is told by the address of the page', () => {
    for (const outcome of OUTCOMES) {
      for (const n of [null, 1, 200]) {
        const url = new URL(afterForm(TOKEN, outcome, n), 'http://a.example');
        expect(url.pathname).toBe(`/s/${TOKEN}`);
        expect(url.hash).toBe(n === null ? '#comments' : `#result-${n}`);
        expect(readOutcome(Object.fromEntries(url.searchParams))).toEqual({ outcome, n });
      }
    }
    for (const said of ['', 'x', '<b>', undefined]) expect(readOutcome({ said })).toBeNull();
    expect(readOutcome({ said: ['liked', 'x'] })).toBeNull();
    expect(readOutcome({ said: 'liked', at: '1e9999' })).toEqual({ outcome: 'liked', n: null });
  });

  it('is read from its fields as from JSON', () => {
    const read = (text: string) => feedbackOf(new URLSearchParams(text));
    expect(read('kind=like&item=3&liked=false')).toEqual({ kind: 'like', item: 3, liked: false });
    expect(read('kind=like&item=3&liked=true')).toEqual({ kind: 'like', item: 3, liked: true });
    const comment = { kind: 'comment', text: 'a b' };
    expect(read('kind=comment&name=&text=a+b')).toEqual(comment);
    expect(read('kind=comment&item=x&text=a+b')).toEqual({ ...comment, item: 'x' });
  });
});

describe('the viewer for other sites', () => {
  it('shows nothing of a title or a mode as HTML', () => {
    const hostile = `"'><script>alert(1)</script>&`;
    const share: PublicShare = {
      title: hostile,
      note: hostile,
      sender: null,
      showsBefore: true,
      allowsDownload: true,
      feedback: 'off',
      expiresAt: null,
      embedSites: ['https://a.example'],
      items: [item(1, { mode: hostile }), item(2, { hasInput: false })],
      comments: [],
    };
    const texts = { before: 'Before', after: 'After', handle: 'Compare', open: 'Open' };
    const html = embedDocument({
      share,
      token: TOKEN,
      nonce: 'n',
      locale: 'en',
      title: hostile,
      texts: { ...texts, alt: (mode) => mode ?? '' },
    });
    expect(html).not.toContain('<script>');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/type="range"/g)).toHaveLength(1);
    expect(html.match(/<li>/g)).toHaveLength(2);
  });
});
