import { describe, expect } from 'vitest';
import { addJob, getJob } from '@/lib/jobs';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

describe.each(onEachDatabase(test))(
  'texts of upstream that no database can store on $kind',
  ({ it }) => {
    it('do not keep a job from ending', async ({ upstream, ctx, userId }) => {
      const half = '\\ud83c';
      const body = `{"status":"failed","mode":"fur${half}nish\\u0000","error":"no${half} \\u0000room","output":"https://a.example/${half}"}`;
      const id = upstream.add({ kind: 'json', body });
      await addJob(ctx, userId, id);
      expect(await getJob(ctx, userId, id)).toMatchObject({
        state: 'failed',
        mode: 'fur\ufffdnish',
        failure: 'no\ufffd room',
      });
    });
  },
);
