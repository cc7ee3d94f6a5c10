import { test } from './test';

/** `test` with a job in the user's history that has ended. */
export const testJob = test
  /** What upstream says of the job. */
  .extend(
    'body',
    { scope: 'file' },
    '{"status":"success","output":"https://a.example/x.png","kept":"for ever"}',
  )
  .extend('id', { scope: 'file' }, async ({ upstream, user, body }) => {
    const id = upstream.add({ kind: 'json', body });
    await user.fetch(`/v1/job/${id}`);
    return id;
  })
  /** Changes its label. */
  .extend(
    'rename',
    { scope: 'file' },
    ({ user, id }) =>
      (label: string) =>
        user.fetch(`/api/jobs/${id}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ label }),
        }),
  );
