import { describe, expect, it } from 'vitest';
import {
  type Action,
  AT_ONCE,
  due,
  reduceUploads,
  type Upload,
} from '@/components/photos/upload-list';

const file = (name: string) => new File(['x'], name, { type: 'image/jpeg' });
const after = (...actions: Action[]) => actions.reduce(reduceUploads, [] as Upload[]);
const added: Action = {
  type: 'added',
  uploads: ['a', 'b', 'c'].map((name, id) => ({ id, source: file(name) })),
};
const states = (uploads: Upload[]) => uploads.map(({ state }) => state);

describe('uploads', () => {
  it('begin in their order, a few at a time', () => {
    expect(due(after(added)).map(({ id }) => id)).toEqual([0, 1]);
    expect(due(after(added, { type: 'began', id: 0 })).map(({ id }) => id)).toEqual([1]);
    const full = after(added, { type: 'began', id: 0 }, { type: 'began', id: 1 });
    expect(AT_ONCE).toBe(2);
    expect(due(full)).toEqual([]);
    expect(due(reduceUploads(full, { type: 'removed', id: 0 })).map(({ id }) => id)).toEqual([2]);
  });

  it('give their place to the next one when they fail, and wait again when they are retried', () => {
    const failed = after(
      added,
      { type: 'began', id: 0 },
      { type: 'progressed', id: 0, progress: 0.4 },
      { type: 'failed', id: 0, error: 'why' },
    );
    expect(failed[0]).toMatchObject({ state: 'failed', error: 'why' });
    expect(due(failed).map(({ id }) => id)).toEqual([1, 2]);
    const retried = reduceUploads(failed, { type: 'retried', id: 0 });
    expect(retried[0]).toMatchObject({ state: 'waiting', progress: 0, error: null });
  });

  it('are read by the server once they have been sent, or fetched by it', () => {
    const url: Action = {
      type: 'added',
      uploads: [{ id: 9, source: { url: 'https://a.example' } }],
    };
    const all = after(added, url, { type: 'began', id: 0 }, { type: 'began', id: 9 });
    expect(states(all)).toEqual(['preparing', 'waiting', 'waiting', 'reading']);
    const half = reduceUploads(all, { type: 'progressed', id: 0, progress: 0.5 });
    expect(states(half)[0]).toBe('sending');
    expect(states(reduceUploads(half, { type: 'progressed', id: 0, progress: 1 }))[0]).toBe(
      'reading',
    );
  });

  it('that were cancelled do not come back', () => {
    const cancelled = after(
      added,
      { type: 'began', id: 1 },
      { type: 'removed', id: 1 },
      { type: 'progressed', id: 1, progress: 0.9 },
      { type: 'failed', id: 1, error: 'aborted' },
    );
    expect(cancelled.map(({ id }) => id)).toEqual([0, 2]);
  });
});
