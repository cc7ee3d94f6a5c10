import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const post = (body = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** How long the first sample may take until its picture is stored, ms. */
const STORED_WITHIN_MS = 90_000;

/**
 * Waits until one of the jobs has ended and its picture is in the bucket; checks jobs as an open tab does.
 * @returns {Promise<{ id: string, hash: string }>}
 */
async function storedResult(request, jobs) {
  for (const end = Date.now() + STORED_WITHIN_MS; Date.now() < end; await sleep(1_000)) {
    for (const { id } of jobs) {
      await request(`/v1/job/${id}`);
      const { result } = (await (await request(`/api/jobs/${id}`)).json()).job;
      if (result?.state === 'stored') return { id, hash: result.picture.hash };
      if (result?.state === 'failed') assert.fail(`a result is not copied: ${result.problem}`);
    }
  }
  return assert.fail('no result was stored');
}

/** Opens a stored result (sharp has made its thumbnails): the same bytes as were hashed, and a small WebP. */
async function checkStored(request, { id, hash }) {
  const whole = await request(`/api/jobs/${id}/picture?size=full`);
  const bytes = Buffer.from(await whole.arrayBuffer());
  assert.equal(createHash('sha256').update(bytes).digest('hex'), hash, 'the stored picture');
  const thumbnail = await request(`/api/jobs/${id}/picture?size=320`);
  assert.equal(thumbnail.headers.get('content-type'), 'image/webp', 'a thumbnail');
}

/**
 * Uses a new deployment as a user does: signs up (argon2), starts the samples, opens them and a picture (sharp),
 * waits until a result is stored, shares a job, and exports all data. Then calls the cron route as Vercel does, and reads security.txt.
 * @param {string} url
 * @param {{ cronSecret: string }} secrets
 * @throws {assert.AssertionError}
 */
export async function runSmokeTest(url, { cronSecret }) {
  const { signedIn } = await import('../../../tests/setup/client.ts');
  const expectOk = async (response, what) => {
    const { ok, status } = response;
    assert.ok(ok, `${what}: ${status} ${ok ? '' : await response.text()}`);
    return response;
  };
  await expectOk(await fetch(`${url}/api/health`), 'health');
  const user = await signedIn(url);
  const request = async (path, init) => expectOk(await user.fetch(path, init), path);

  const { jobs } = await (await request('/api/samples', post())).json();
  const [{ id }] = jobs;
  const job = await (await request(`/v1/job/${id}`)).json();
  assert.equal(typeof job.status, 'string', 'the job has a status');
  assert.ok(
    (await (await request('/jobs')).text()).includes(`/jobs/${id}`),
    'the history lists the job',
  );
  assert.ok(
    (await (await request(`/jobs/${id}`)).text()).includes(id),
    'the page of the job shows its id',
  );
  const picture = await request(`/api/jobs/${id}/picture?of=input`);
  assert.match(picture.headers.get('content-type') ?? '', /^image\//);
  assert.ok((await picture.arrayBuffer()).byteLength > 1_000, 'a picture is drawn');

  await checkStored(request, await storedResult(request, jobs));

  const { share } = await (await request(`/api/jobs/${id}/shares`, post())).json();
  await expectOk(await fetch(`${url}${share.path}`), 'a share link');

  const data = await request('/api/account/export');
  assert.equal((await data.bytes()).subarray(0, 2).toString(), '80,75', 'the export is a ZIP file');

  assert.equal(
    (await fetch(`${url}/api/cron/sweep`)).status,
    401,
    'the cron route requires the secret',
  );
  const authorization = `Bearer ${cronSecret}`;
  await expectOk(
    await fetch(`${url}/api/cron/sweep`, { headers: { authorization } }),
    'the cron route',
  );
  const contact = await expectOk(await fetch(`${url}/.well-known/security.txt`), 'security.txt');
  assert.match(await contact.text(), /^Contact: /);
  assert.equal((await fetch(`${url}/no-such-page`)).status, 404);
}
