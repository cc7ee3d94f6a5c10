import { noisyPicture, storageBeside, storeResult } from './stored-result';
import { test } from './test';

/** `test` with a job of `user` whose result is stored, and whose source is gone. */
export const testStored = test
  .extend('storage', { scope: 'file' }, ({ database }) => storageBeside(database))
  /** Adds a job that has succeeded to the history of `user`. `output` is the path of its picture upstream. */
  .extend(
    'addJob',
    { scope: 'file' },
    ({ upstream, user }) =>
      async (label: string | null = null, output = '/gone.jpg') => {
        const url = new URL(output, upstream.url).href;
        const body = JSON.stringify({ status: 'success', mode: 'furnish', output: url });
        const id = upstream.add({ kind: 'json', body });
        await user.fetch(`/v1/job/${id}`);
        const headers = { 'content-type': 'application/json' };
        const change = { method: 'PATCH', headers, body: JSON.stringify({ label }) };
        if (label !== null) await user.fetch(`/api/jobs/${id}`, change);
        return id;
      },
  )
  /** Stores the result of a job. */
  .extend(
    'store',
    { scope: 'file' },
    ({ database, storage }) =>
      (jobId: string, more: Partial<Parameters<typeof storeResult>[0]> = {}) =>
        storeResult({ db: database.db, storage, jobId, ...more }),
  )
  .extend('stored', { scope: 'file' }, async ({ addJob, store }) => {
    const id = await addJob('Living room, north');
    // The whole picture and its largest thumbnail are streamed, the others are small.
    const result = await store(id, { picture: await noisyPicture(1600, 1200) });
    return { id, path: `/api/jobs/${id}/picture`, ...result };
  });

export const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
