import { describe, expect, it } from 'vitest';
import { checkRequest, type UncheckedRequest } from '@/lib/submissions/check-request';
import { MODE_NAMES } from '@/lib/submissions/modes';

const redesign = { styleId: 'modern', roomId: 'bedroom', creativity: 17 };

const found = (mode: string, parameters: object, rest: Partial<UncheckedRequest> = {}) =>
  checkRequest({ mode, parameters: parameters as never, photoId: 'photo', ...rest }).map(
    ({ field, code }) => `${field} ${code}`,
  );

describe('what is wrong with a request', () => {
  it.each([
    ['redesign', redesign],
    ['redesign', { ...redesign, creativity: 0, preserveWalls: true, extra: { any: 'thing' } }],
    ['creative-redesign', { styleId: 'a style that no list has', roomId: 'bedroom' }],
    ['furnish', { styleId: 'modern', furnitureId: 'sofa' }],
    ['furnish', { styleId: 'modern', roomId: 'bedroom', furnitureId: '' }],
    ['smart-staging-v2', { styleId: 'modern', roomId: 'kitchen' }],
    ['refresh', { transformation: 'walls', value: 'deep blue' }],
    ['refresh', { transformation: 'floor', value: 'hardwood' }],
    ['sunshine', {}],
    ['declutter', {}],
    ['upscale', { factor: 4 }],
    ['magic-enhancer', {}],
  ])('nothing: %s %j', (mode, parameters) => {
    expect(found(mode, parameters)).toEqual([]);
  });

  it.each([
    ['redesign', { ...redesign, creativity: 31 }, ['creativity out_of_range']],
    ['redesign', { ...redesign, creativity: -1 }, ['creativity out_of_range']],
    ['redesign', { ...redesign, creativity: '17' }, ['creativity not_a_number']],
    ['redesign', { ...redesign, creativity: Number.NaN }, ['creativity not_a_number']],
    ['redesign', { ...redesign, preserveFloor: 'yes' }, ['preserveFloor not_a_flag']],
    ['redesign', { ...redesign, styleId: ['modern'] }, ['styleId not_a_text']],
    ['redesign', { ...redesign, styleId: 'x'.repeat(201) }, ['styleId too_long']],
    ['redesign', {}, ['roomId required', 'styleId required', 'creativity required']],
    ['furnish', { styleId: 'a', roomId: 'bedroom', furnitureId: 'b' }, ['furnitureId both']],
    ['furnish', { styleId: 'a' }, ['roomId required']],
    ['smart-staging', { styleId: 'a', roomId: 'kitchen' }, ['roomId not_allowed']],
    ['smart-staging-v2', { styleId: 'a', roomId: 'gaming_room' }, ['roomId not_allowed']],
    ['refresh', { transformation: 'walls', value: 'marble' }, ['value not_an_option']],
    ['refresh', { transformation: 'ceiling', value: 'white' }, ['transformation not_an_option']],
    [
      'refresh',
      { transformation: '__proto__', value: 'x' },
      ['transformation not_an_option', 'value not_an_option'],
    ],
    ['upscale', { webhook: 'https://a.example' }, ['webhook reserved']],
    ['upscale', { url: 'https://a.example', mask: 'x' }, ['url reserved', 'mask reserved']],
    ['upscale', { much: 'x'.repeat(16_000) }, ['parameters too_long']],
    ['job', {}, ['mode unknown_mode']],
    ['toString', {}, ['mode unknown_mode']],
  ])('%s %j: %j', (mode, parameters, problems) => {
    expect(found(mode, parameters)).toEqual(problems);
  });

  it('a photo: exactly one, by its id or an address', () => {
    const of = (rest: Partial<UncheckedRequest>) => found('upscale', {}, rest);
    expect(of({ photoId: null })).toEqual(['photo required']);
    expect(of({ url: 'https://a.example/x.jpg' })).toEqual(['photo both']);
    expect(of({ photoId: null, url: 'https://a.example/x.jpg' })).toEqual([]);
    for (const url of ['x.jpg', 'ftp://a.example/x', 'javascript:alert(1)', 'data:image/png,x']) {
      expect(of({ photoId: null, url })).toEqual(['photo not_an_address']);
    }
  });

  it('a mask: only of modes that take one, and over a photo', () => {
    expect(found('upscale', {}, { maskId: 'mask' })).toEqual(['mask not_taken']);
    expect(found('declutter', {}, { maskId: 'mask' })).toEqual([]);
    const url = 'https://a.example/x.jpg';
    expect(found('declutter', {}, { maskId: 'mask', photoId: null, url })).toEqual([
      'mask not_allowed',
    ]);
  });

  it('names the bounds that it knows', () => {
    const [creativity] = checkRequest({
      mode: 'redesign',
      parameters: { ...redesign, creativity: 31 },
      photoId: 'photo',
    });
    expect(creativity?.values).toEqual({ min: 0, max: 30 });
  });

  it.each(MODE_NAMES)('is found in every mode without a photo: %s', (mode) => {
    expect(found(mode, {}, { photoId: undefined })).toContain('photo required');
  });
});
