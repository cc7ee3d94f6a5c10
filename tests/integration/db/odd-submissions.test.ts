import { describe, expect } from 'vitest';
import { entries, submissions } from '@/lib/db';
import { getSubmission, submit } from '@/lib/submissions';
import { addUser } from '../../setup/context';
import { testSubmissions as test, upscale } from '../../setup/submission-test';
import { onEachDatabase } from '../../setup/test';

describe.each(onEachDatabase(test))('submissions on $kind', ({ it }) => {
  it('of an address that upstream cannot reach are refused by name, and nothing is queued', async ({
    here,
    userId,
    db,
  }) => {
    const asFromOutside = (origin: string) => ({
      ...here,
      gepetto: { ...here.gepetto, origin: async () => origin },
    });
    const start = (origin: string, url: string) =>
      submit(asFromOutside(origin), {
        userId,
        source: 'api',
        origin: 'http://127.0.0.1:1',
        idempotencyKey: null,
        requests: [upscale, { ...upscale, url }],
      });
    for (const url of [
      'http://10.0.0.1/x.png',
      'http://[::1]/',
      'http://localhost/x',
      'http://2130706433/x',
    ]) {
      await expect(start('https://gepetto.example', url)).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringMatching(/^requests\.1\.url: /),
      });
    }
    expect(await db.select().from(submissions)).toEqual([]);
    expect(await start('http://127.0.0.1:2', 'http://127.0.0.1/x')).toHaveLength(2);
  });

  it('that upstream answers with a job named before are that job, but never of somebody else', async ({
    want,
    work,
    server,
    here,
    userId,
    db,
  }) => {
    const stranger = await addUser(db);
    const answers = [userId, userId, stranger];
    const views = [];
    for (const by of answers) {
      const [view] = await want(1, null, by);
      await work();
      views.push(await getSubmission(here, by, view?.id ?? ''));
      const same = { status: 'pending', id: server.posts[0]?.jobId };
      server.next({ status: 200, body: JSON.stringify(same) });
    }
    const jobId = server.posts[0]?.jobId;
    expect(views).toMatchObject([
      { state: 'accepted', jobId },
      { state: 'accepted', jobId },
      { state: 'uncertain', problem: 'unreadable', jobId: null },
    ]);
    expect(await db.select().from(entries)).toMatchObject([{ userId, jobId }]);
  });
});
