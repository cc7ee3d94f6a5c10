import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDensity } from '@/components/ui/preference-cookies';
import {
  frameRatio,
  pictureRatio,
  shares,
  sizesOf,
  thumbnailWidths,
} from '@/components/wall/layout';
import { liveCounts } from '@/components/wall/state-strip';
import type { JobView } from '@/lib/jobs';

const sized = (width: number, height: number) => ({
  result: {
    picture: { hash: '', type: 'image/png', bytes: 1, width, height, thumbHash: '' },
  },
});

describe('a frame', () => {
  it('has the proportions of its picture, or 3:2', () => {
    expect(frameRatio(pictureRatio(sized(1024, 1536)))).toBeCloseTo(2 / 3, 3);
    expect(frameRatio(pictureRatio(sized(1920, 1080)))).toBeCloseTo(16 / 9, 3);
    expect(frameRatio(pictureRatio({ result: null }))).toBe(1.5);
    expect(frameRatio(pictureRatio({ result: { picture: null } }))).toBe(1.5);
  });

  it('is bounded for panoramas and very tall pictures', () => {
    const side = fc.integer({ min: 1, max: 30_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const frame = frameRatio(width / height);
        expect(frame).toBeGreaterThanOrEqual(0.5);
        expect(frame).toBeLessThanOrEqual(2.5);
        const ratio = width / height;
        if (ratio >= 0.5 && ratio <= 2.5) expect(frame).toBeCloseTo(ratio, 3);
      }),
    );
  });
});

describe('the shares of a row on a phone', () => {
  it('are in proportion to the frames, so that a row is as wide as the wall and equally high', () => {
    const frames = fc.array(fc.double({ min: 0.5, max: 2.5, noNaN: true }), { maxLength: 9 });
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 3 }), (ratios, columns) => {
        const parts = shares(ratios, columns);
        for (let start = 0; start + columns <= ratios.length; start += columns) {
          const row = parts.slice(start, start + columns);
          expect(row.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 3);
          const heights = row.map((part, i) => part / (ratios[start + i] ?? 1));
          for (const height of heights) expect(height).toBeCloseTo(heights[0] ?? 0, 3);
        }
      }),
    );
  });

  it('leave room for the pictures that the last row lacks', () => {
    expect(shares([1.5, 1.5, 1.5], 2)).toEqual([0.5, 0.5, 0.5]);
    expect(shares([1.5], 1)).toEqual([1]);
    expect(shares([], 2)).toEqual([]);
  });
});

describe('thumbnails', () => {
  it('are named by width, without those that would be the same', () => {
    expect(thumbnailWidths(2_048)).toEqual([320, 640, 1_280]);
    expect(thumbnailWidths(640)).toEqual([320, 640]);
    expect(thumbnailWidths(500)).toEqual([320, 640]);
    expect(thumbnailWidths(80)).toEqual([320]);
  });

  it('are chosen by their width on the wall', () => {
    expect(sizesOf(1.5, 0.5, 'medium')).toBe('(max-width: 607px) 50vw, 379px');
    expect(sizesOf(1.5, 1, 'large')).toBe('(max-width: 607px) 100vw, 552px');
  });
});

describe('the density', () => {
  it('is medium unless the cookie names another', () => {
    expect(['small', 'large', 'medium', 'huge', '', undefined].map(readDensity)).toEqual([
      'small',
      'large',
      'medium',
      'medium',
      'medium',
      'medium',
    ]);
  });
});

describe('the counts above the wall', () => {
  const job = (id: string, state: JobView['state'], archived = false) =>
    ({ id, state, archived }) as JobView;
  const counts = { pending: 3, failed: 1, stalled: 0 };
  const rendered = [job('a', 'pending'), job('b', 'pending'), job('c', 'succeeded')];

  it('follow the jobs of the page', () => {
    const now = [job('a', 'failed'), job('b', 'succeeded'), job('c', 'succeeded')];
    const none = new Set<string>();
    expect(liveCounts(counts, rendered, rendered, none)).toEqual(counts);
    expect(liveCounts(counts, rendered, now, none)).toEqual({ pending: 1, failed: 2, stalled: 0 });
  });

  it('leave out what was removed or is in the archive', () => {
    const after = liveCounts(counts, rendered, rendered, new Set(['a']));
    expect(after).toEqual({ pending: 2, failed: 1, stalled: 0 });
    const archive = [job('d', 'pending', true)];
    const ended = [job('d', 'failed', true)];
    expect(liveCounts(counts, archive, ended, new Set())).toEqual(counts);
  });
});
