import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ofJob, ofShare, sourcesOf } from '@/components/results/sources';
import { averageColour, blurredUrl } from '@/components/results/thumb-hash';
import { readComparison } from '@/components/ui/preference-cookies';
import { fit } from '@/components/viewer/slides';
import type { ResultView } from '@/lib/results';

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const THUMB_HASH = '1QcSHQRnh493V4dIh4eXh1h4kJUI';

const stored = (width: number, height: number): ResultView => ({
  state: 'stored',
  problem: null,
  picture: { hash: HASH, type: 'image/jpeg', bytes: 1, width, height, thumbHash: THUMB_HASH },
});

describe('sourcesOf', () => {
  it('names the thumbnails that are smaller than the picture, and the whole one', () => {
    const { srcSet, src, full, width } = sourcesOf(stored(1000, 500), ofJob('a b'));
    const path = (size: string) =>
      `/api/jobs/a%20b/picture?of=output&size=${size}&v=${HASH.slice(0, 16)}`;
    expect(srcSet).toBe(`${path('320')} 320w, ${path('640')} 640w, ${path('full')} 1000w`);
    expect([src, full, width]).toEqual([path('640'), path('full'), 1000]);
  });

  it('has no thumbnail of a picture that is not larger than the smallest', () => {
    const { srcSet, src, full } = sourcesOf(stored(320, 320), ofShare('t'));
    expect(src).toBe(full);
    expect(srcSet).toBe(`${full} 320w`);
  });

  it('has one address while the picture is not stored', () => {
    const only = '/api/jobs/a/picture?of=output';
    const none = { srcSet: undefined, width: null, height: null };
    for (const result of [null, { ...stored(1, 1), state: 'waiting' as const, picture: null }]) {
      expect(sourcesOf(result, ofJob('a'))).toEqual({ ...none, src: only, full: only });
    }
  });
});

describe('fit', () => {
  it('keeps every picture whole, in its proportions and no larger than it is', () => {
    const pixels = fc.integer({ min: 1, max: 20_000 });
    const size = fc.record({ width: pixels, height: pixels });
    fc.assert(
      fc.property(size, size, (picture, place) => {
        const fitted = fit(picture, place);
        expect(fitted.width).toBeLessThanOrEqual(Math.min(picture.width, place.width) + 1e-6);
        expect(fitted.height).toBeLessThanOrEqual(Math.min(picture.height, place.height) + 1e-6);
        expect(fitted.width / fitted.height / (picture.width / picture.height)).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe('a ThumbHash', () => {
  it('gives a colour for HTML and a picture for the browser', () => {
    expect(averageColour(THUMB_HASH)).toMatch(/^rgb\(\d{1,3} \d{1,3} \d{1,3}\)$/);
    expect(blurredUrl(THUMB_HASH)).toMatch(/^data:image\/png;base64,/);
  });
});

describe('readComparison', () => {
  it('takes the three ways, and the slider for anything else', () => {
    const read = ['slider', 'side', 'hold', 'constructor', '', undefined].map(readComparison);
    expect(read).toEqual(['slider', 'side', 'hold', 'slider', 'slider', 'slider']);
  });
});
