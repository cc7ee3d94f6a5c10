import { describe, expect, it } from 'vitest';
import {
  EMPTY_VALUES,
  type FormValues,
  formValuesOf,
  parametersOf,
  readAdditional,
} from '@/components/new-job/form-values';

const withFields = (fields: FormValues['fields'], additional = ''): FormValues => ({
  fields,
  additional,
});

describe('the parameters that a form sends', () => {
  it('begin with what the table of modes says', () => {
    expect(parametersOf('redesign', EMPTY_VALUES)).toEqual({
      creativity: 17,
      preserveWindows: false,
      preserveWalls: false,
      preserveCeiling: false,
      preserveFloor: false,
    });
    expect(parametersOf('furnish', EMPTY_VALUES)).toEqual({ preserveWindows: true });
    expect(parametersOf('upscale', EMPTY_VALUES)).toEqual({});
  });

  it('are those of the mode alone, although others were filled in before', () => {
    const values = withFields({ styleId: 'modern', roomId: 'bedroom', creativity: 3, skyId: 'x' });
    expect(parametersOf('creative-redesign', values)).toEqual({
      styleId: 'modern',
      roomId: 'bedroom',
    });
    expect(parametersOf('sunshine', values)).toEqual({ skyId: 'x' });
  });

  it('leave out what Gepetto ignores with a mask', () => {
    const values = withFields({ styleId: 'modern', roomId: 'bedroom', preserveWalls: true });
    expect(parametersOf('redesign', values, true)).toEqual({
      styleId: 'modern',
      roomId: 'bedroom',
      creativity: 17,
    });
  });

  it('keep what is out of range, so that it is named and not changed', () => {
    expect(parametersOf('redesign', withFields({ creativity: 31 }))).toMatchObject({
      creativity: 31,
    });
  });

  it('include additional ones', () => {
    expect(parametersOf('upscale', withFields({}, '{"scale": 2, "tags": ["a"]}'))).toEqual({
      scale: 2,
      tags: ['a'],
    });
  });
});

describe('additional parameters', () => {
  it.each([
    ['{"scale": 2', 'not_json'],
    ['scale=2', 'not_json'],
    ['[1]', 'not_object'],
    ['null', 'not_object'],
    ['"x"', 'not_object'],
    ['{"webhook": "https://x.example"}', 'ours'],
    ['{"url": "https://x.example"}', 'ours'],
    ['{"styleId": "modern"}', 'twice'],
  ])('%s: %s', (text, code) => {
    expect(readAdditional('redesign', text).problem).toMatchObject({ field: 'additional', code });
  });

  it('may be nothing', () => {
    expect(readAdditional('redesign', ' \n')).toEqual({ parameters: {}, problem: null });
  });
});

describe('the form for parameters that were sent before', () => {
  it('sends the same again', () => {
    const sent = {
      styleId: 'modern',
      roomId: 'kitchen',
      creativity: 4,
      preserveWalls: true,
      seed: 7,
    };
    const values = formValuesOf('redesign', { ...sent, url: 'https://x.example', webhook: 'y' });
    expect(JSON.parse(values.additional)).toEqual({ seed: 7 });
    expect(parametersOf('redesign', values)).toEqual({
      ...sent,
      preserveWindows: false,
      preserveCeiling: false,
      preserveFloor: false,
    });
  });
});
