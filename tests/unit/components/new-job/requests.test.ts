import { describe, expect, it } from 'vitest';
import type { Draft } from '@/components/new-job/draft';
import { readDraft, writeDraft } from '@/components/new-job/draft';
import { prefillFrom, prefillOf } from '@/components/new-job/prefill';
import { keyOf, requestsOf } from '@/components/new-job/requests';
import type { PhotoView } from '@/lib/photos';

const photo = (id: string, name: string | null = id): PhotoView => ({
  id,
  name,
  createdAt: 0,
  usedAt: 0,
  source: 'upload',
  hash: id,
  type: 'image/jpeg',
  bytes: 1,
  width: 3,
  height: 2,
  thumbHash: '',
  results: 0,
});

const draftOf = (change: Partial<Draft> = {}): Draft => ({
  id: 'd1',
  photos: [photo('p1')],
  mode: 'creative-redesign',
  values: { fields: { styleId: ['modern'], roomId: 'bedroom' }, additional: '' },
  masks: {},
  ...change,
});

const named = (id: string) => id.toUpperCase();
const problemsOf = (draft: Draft) =>
  requestsOf(draft, named).problems.map(({ field, code }) => `${field}: ${code}`);

describe('the jobs of a draft', () => {
  it('are each photo in each style, told apart by their labels', () => {
    const values = { fields: { styleId: ['modern', 'retro'], roomId: 'bedroom' }, additional: '' };
    const { requests, problems } = requestsOf(
      draftOf({ photos: [photo('p1', 'Kitchen'), photo('p2', null)], values }),
      named,
    );
    expect(problems).toEqual([]);
    expect(requests).toEqual(
      [
        ['p1', 'modern', 'Kitchen · MODERN'],
        ['p1', 'retro', 'Kitchen · RETRO'],
        ['p2', 'modern', 'MODERN'],
        ['p2', 'retro', 'RETRO'],
      ].map(([photoId, styleId, label]) => ({
        mode: 'creative-redesign',
        photoId,
        parameters: { roomId: 'bedroom', styleId },
        label,
      })),
    );
  });

  it('have no label if there is one', () => {
    expect(requestsOf(draftOf(), named).requests).toEqual([
      {
        mode: 'creative-redesign',
        photoId: 'p1',
        parameters: { roomId: 'bedroom', styleId: 'modern' },
      },
    ]);
  });

  it('are one a photo in a mode without styles', () => {
    const draft = draftOf({ mode: 'upscale', photos: [photo('p1'), photo('p2')] });
    expect(requestsOf(draft, named).requests).toMatchObject([
      { photoId: 'p1', parameters: {} },
      { photoId: 'p2', parameters: {} },
    ]);
  });

  it('have the mask of their photo, in modes that take one', () => {
    const masks = { p1: 'm1' };
    const both = { photos: [photo('p1'), photo('p2')], masks };
    expect(
      requestsOf(draftOf({ ...both, mode: 'declutter' }), named).requests.map((one) => one.maskId),
    ).toEqual(['m1', undefined]);
    expect(
      requestsOf(draftOf({ ...both, mode: 'upscale' }), named).requests.map((one) => one.maskId),
    ).toEqual([undefined, undefined]);
  });
});

describe('what is wrong with a draft', () => {
  it.each<[string, Partial<Draft>, string[]]>([
    ['nothing', {}, []],
    ['everything missing', { photos: [], mode: null }, ['photo: required', 'mode: required']],
    ['no photo', { photos: [] }, ['photo: required']],
    [
      'no style and no room',
      { values: { fields: {}, additional: '' } },
      ['roomId: required', 'styleId: required'],
    ],
    [
      'creativity 31',
      {
        mode: 'redesign',
        values: { fields: { styleId: ['a'], roomId: 'b', creativity: 31 }, additional: '' },
      },
      ['creativity: out_of_range'],
    ],
    [
      'creativity deleted',
      {
        mode: 'redesign',
        values: { fields: { styleId: ['a'], roomId: 'b', creativity: '' }, additional: '' },
      },
      ['creativity: required'],
    ],
    [
      'a room that the mode forbids, kept from another mode',
      {
        mode: 'smart-staging',
        values: { fields: { styleId: ['a'], roomId: 'kitchen' }, additional: '' },
      },
      ['roomId: not_allowed'],
    ],
    [
      'a room and a piece of furniture',
      {
        mode: 'furnish',
        values: { fields: { styleId: ['a'], roomId: 'b', furnitureId: 'c' }, additional: '' },
      },
      ['furnitureId: both'],
    ],
    [
      'additional parameters that are not JSON',
      { mode: 'upscale', values: { fields: {}, additional: '{' } },
      ['additional: not_json'],
    ],
    [
      'too many jobs',
      {
        photos: Array.from({ length: 11 }, (_, index) => photo(`p${index}`)),
        values: {
          fields: { styleId: Array.from({ length: 10 }, (_, index) => `s${index}`), roomId: 'b' },
          additional: '',
        },
      },
      ['batch: too_many'],
    ],
  ])('%s', (_, change, problems) => {
    expect(problemsOf(draftOf(change))).toEqual(problems);
  });
});

describe('the idempotency key', () => {
  const key = (draft: Draft) => keyOf(draft, requestsOf(draft, named).requests);

  it('is the same for the same jobs of the same draft', () => {
    expect(key(draftOf())).toBe(key(draftOf()));
  });

  it('differs for other jobs, and for another draft', () => {
    const other = draftOf({ photos: [photo('p2')] });
    expect(new Set([key(draftOf()), key(other), key(draftOf({ id: 'd2' }))]).size).toBe(3);
  });
});

describe('a kept draft', () => {
  it('is read as it was written', () => {
    const draft = draftOf({ masks: { p1: 'm' } });
    expect(readDraft(writeDraft(draft))).toEqual(draft);
  });

  it.each([[null], [''], ['{'], ['[]'], ['{"version":0,"id":"a","photos":[]}'], ['{"version":1}']])(
    'is forgotten if it is %j',
    (text) => {
      expect(readDraft(text)).toBeNull();
    },
  );

  it('has no mode that does not exist any more', () => {
    const text = writeDraft(draftOf()).replace('creative-redesign', 'gone');
    expect(readDraft(text)?.mode).toBeNull();
  });
});

describe('an address', () => {
  it('fills in the mode and its fields', () => {
    expect(
      prefillOf({
        mode: 'redesign',
        styleId: ['modern', 'retro'],
        creativity: '31',
        preserveWalls: 'true',
        other: 'x',
        mask: 'x',
      }),
    ).toEqual({
      mode: 'redesign',
      values: {
        fields: { styleId: ['modern', 'retro'], creativity: 31, preserveWalls: true },
        additional: '',
      },
    });
  });

  it('fills in nothing', () => {
    expect(prefillOf({ mode: 'nothing', photo: 'p1' })).toBeNull();
  });

  it('takes over what started a job, with its style or without', () => {
    const parameters = { styleId: 'modern', roomId: 'bedroom', seed: 1 };
    expect(prefillFrom('creative-redesign', parameters, { styles: false })?.values).toEqual({
      fields: { styleId: ['modern'], roomId: 'bedroom' },
      additional: '{\n  "seed": 1\n}',
    });
    expect(
      prefillFrom('creative-redesign', parameters, { styles: true })?.values.fields,
    ).toMatchObject({ styleId: [] });
    expect(prefillFrom('unknown', parameters, { styles: false })).toBeNull();
  });
});
