import { describe, expect } from 'vitest';
import { TEST_KEY } from '../../setup/context';
import { signedInOperator } from '../../setup/operator';
import { test } from '../../setup/test';

const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.alloc(3 * 1024 * 1024, 7),
]);
/** A job with its picture in it, 4 MB. */
const WITH_PICTURE = JSON.stringify({
  status: 'completed',
  note: 'é😀',
  output: [`data:image/png;base64,${PNG.toString('base64')}`],
});

const it = test;
it.override('env', { ADMIN_EMAILS: 'operator@example.com' });

const jobOf = async (response: Response) => ((await response.json()) as { job: unknown }).job;
const post = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('a response with the picture in it', () => {
  it('comes back byte for byte, as a picture and in the export, and in no list', async ({
    upstream,
    user,
  }) => {
    const id = upstream.add({ kind: 'json', body: WITH_PICTURE });
    for (let time = 0; time < 2; time++) {
      const response = await user.fetch(`/v1/job/${id}`);
      expect(response.status).toBe(200);
      expect((await response.text()) === WITH_PICTURE).toBe(true);
    }
    expect(upstream.requestsFor(id)).toHaveLength(1);
    const picture = await user.fetch(`/api/jobs/${id}/picture`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer()).equals(PNG)).toBe(true);
    const list = await (await user.fetch('/api/jobs')).text();
    expect(list).toContain(id);
    expect(list.length).toBeLessThan(50_000);
    expect((await (await user.fetch('/jobs')).text()).length).toBeLessThan(500_000);
    const lines = await (await user.fetch('/api/jobs/export?format=jsonl')).text();
    const line = JSON.parse(lines.split('\n').find((one) => one.includes(id)) ?? 'null');
    expect(line.output).toBeNull();
    expect(JSON.stringify(line.body) === WITH_PICTURE).toBe(true);
  });
});

describe('a response of more than 16 MB', () => {
  it('is an error of its job alone', async ({ upstream, user }) => {
    const ids = Array.from({ length: 6 }, () =>
      upstream.add({
        kind: 'sequence',
        of: [{ kind: 'json', body: '{"status":"pending"}' }, { kind: 'spaces' }],
      }),
    );
    for (const id of ids) await user.fetch('/api/jobs', post({ id }));
    const [first = ''] = ids;
    const troubleOf = async () => {
      const response = await user.fetch(`/v1/job/${first}`);
      return [response.status, response.headers.get('x-upstream-trouble')];
    };
    await expect.poll(troubleOf).toEqual([200, 'too_large']);
    const { trouble } = (await jobOf(await user.fetch(`/api/jobs/${first}`))) as never;
    expect(trouble).toMatchObject({ code: 'too_large', message: expect.stringMatching(/16 MB/) });
    const healthy = upstream.add({
      kind: 'json',
      body: '{"status":"done","output":"https://a.example/x"}',
    });
    expect((await user.fetch(`/v1/job/${healthy}`)).status).toBe(200);
  });
});

describe('a job that upstream denies', () => {
  it('says nothing about the key', async ({ app, upstream, user }) => {
    const denied = upstream.add({ kind: 'status', status: 403 });
    const response = await user.fetch(`/v1/job/${denied}`);
    const { error } = (await response.json()) as { error: { code: string } };
    expect([response.status, error.code]).toEqual([502, 'upstream_forbidden']);
    const ready = (await (await fetch(`${app.url}/api/ready`)).json()) as {
      checks: { key: string };
    };
    expect(ready.checks.key).toBe('present');
  });
});

describe('an account without credit', () => {
  it("is named, and the operator sees upstream's status and words", async ({
    app,
    database,
    upstream,
    user,
  }) => {
    const body = '{"error":{"message":"No credits left on plan Studio."}}';
    const id = upstream.add({ kind: 'json', status: 402, body });
    const response = await user.fetch(`/v1/job/${id}`);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(response.status).toBe(502);
    expect(error).toEqual({
      code: 'upstream_out_of_credit',
      message: expect.stringMatching(/account is out of credit/),
    });
    const operator = await signedInOperator(database.db, app.url, 'operator@example.com');
    const page = await (await operator.fetch('/operator')).text();
    expect(page).toContain('402');
    expect(page).toContain('No credits left on plan Studio.');
    expect(page).toContain('Out of credit');
  });
});

describe('an id that upstream does not know yet', () => {
  it('is asked for again soon, and at most four times a minute', async ({ upstream, user }) => {
    const id = upstream.add({ kind: 'status', status: 404 });
    const first = await user.fetch(`/v1/job/${id}`);
    expect(first.status).toBe(404);
    const seconds = Number(first.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(5);
    expect((await user.fetch(`/v1/job/${id}`)).status).toBe(404);
    expect(upstream.requestsFor(id)).toHaveLength(1);
    upstream.set(id, { kind: 'json', body: '{"status":"pending"}' });
    await expect.poll(async () => (await user.fetch(`/v1/job/${id}`)).status).toBe(200);
    expect(upstream.requestsFor(id).length).toBeLessThanOrEqual(4);
  });
});

describe('an upstream that repeats our key', () => {
  it('reaches neither the client nor the page', async ({ upstream, user }) => {
    const id = upstream.add({ kind: 'echo' });
    upstream.set('rooms', { kind: 'echo' });
    const answers = await Promise.all(
      [`/v1/job/${id}`, `/v1/rooms`].map(async (path) => (await user.fetch(path)).text()),
    );
    answers.push(await (await user.fetch(`/jobs/${id}`)).text());
    answers.push(await (await user.fetch('/api/jobs/export?format=jsonl')).text());
    const base64 = Buffer.from(`user:Bearer ${TEST_KEY}`).toString('base64').slice(20, -4);
    for (const text of answers) {
      expect(text).toContain('[redacted]');
      expect(text).not.toContain(TEST_KEY);
      expect(text).not.toContain(base64);
    }
  });
});

describe('a picture that is announced as too large', () => {
  it('is refused before its first byte', async ({ upstream, user }) => {
    const output = new URL('/pictures/huge.png', upstream.url).href;
    const id = upstream.add({ kind: 'json', body: JSON.stringify({ status: 'success', output }) });
    await user.fetch('/api/jobs', post({ id }));
    expect((await user.fetch(`/api/jobs/${id}/picture`)).status).toBe(502);
  });
});

describe('a success without a picture', () => {
  it.for([['javascript:alert(1)'], [null], [{ note: 'soon' }]])(
    'with output %j is a success that says so, and takes the picture once there is one',
    async ([output], { upstream, user }) => {
      const id = upstream.add({
        kind: 'json',
        body: JSON.stringify({ status: 'success', output }),
      });
      await user.fetch('/api/jobs', post({ id }));
      const page = await (await user.fetch(`/jobs/${id}`)).text();
      expect(page).toContain('Finished without a picture');
      expect(page).not.toContain('javascript:alert');
      const read = async () =>
        (await jobOf(await user.fetch(`/api/jobs/${id}`))) as {
          state: string;
          hasPicture: boolean;
        };
      expect(await read()).toMatchObject({ state: 'succeeded', hasPicture: false });
      const found = { status: 'success', output: new URL('/pictures/a.png', upstream.url).href };
      upstream.set(id, { kind: 'json', body: JSON.stringify(found) });
      await expect.poll(read).toMatchObject({ state: 'succeeded', hasPicture: true });
      expect((await user.fetch(`/api/jobs/${id}/picture`)).status).toBe(200);
    },
  );
});

describe('the times of a job', () => {
  it('that had ended when it was first seen are not made up', async ({ upstream, user }) => {
    const body = '{"status":"success","output":"https://a.example/x.png","createdAt":"soon"}';
    const id = upstream.add({ kind: 'json', body });
    await user.fetch('/api/jobs', post({ id }));
    const page = await (await user.fetch(`/jobs/${id}`)).text();
    expect(page).toContain('First seen');
    expect(page).not.toContain('>Took<');
    expect(page).not.toContain('>Finished<');
    expect(await jobOf(await user.fetch(`/api/jobs/${id}`))).toMatchObject({
      createdKnown: false,
      endKnown: false,
    });
  });

  it('are shown where they are known', async ({ upstream, user }) => {
    const job = { status: 'pending', createdAt: { _seconds: Math.floor(Date.now() / 1_000) - 60 } };
    const id = upstream.add({ kind: 'json', body: JSON.stringify(job) });
    await user.fetch('/api/jobs', post({ id }));
    upstream.set(id, { kind: 'json', body: JSON.stringify({ ...job, status: 'NSFW' }) });
    const read = async () => (await jobOf(await user.fetch(`/api/jobs/${id}`))) as object;
    await expect.poll(read).toMatchObject({ state: 'failed', createdKnown: true, endKnown: true });
    const page = await (await user.fetch(`/jobs/${id}`)).text();
    expect(page).toContain('>Took<');
    expect(page).toContain(`href="/v1/job/${id}"`);
    expect(page).toContain('Gepetto gave no reason.');
  });
});
