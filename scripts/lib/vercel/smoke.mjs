import assert from 'node:assert/strict';

const post = (body = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/**
 * What somebody does with a new deployment: sign up (argon2), start the samples, look at them and at a picture
 * (sharp), share one; and what Vercel's cron does.
 * @param {string} url
 * @param {{ cronSecret: string }} secrets
 * @throws {assert.AssertionError}
 */
export async function liveThrough(url, { cronSecret }) {
  const { signedIn } = await import('../../../tests/setup/client.ts');
  const expectOk = async (answer, what) => {
    assert.ok(answer.ok, `${what}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return answer;
  };
  await expectOk(await fetch(`${url}/api/health`), 'health');
  const user = await signedIn(url);
  const ask = async (path, init) => expectOk(await user.fetch(path, init), path);

  const { jobs } = await (await ask('/api/samples', post())).json();
  const [{ id }] = jobs;
  const answer = await (await ask(`/v1/job/${id}`)).json();
  assert.equal(typeof answer.status, 'string', 'the drop-in answers with a status');
  assert.ok((await (await ask('/jobs')).text()).includes(`/jobs/${id}`), 'the history has the job');
  assert.ok(
    (await (await ask(`/jobs/${id}`)).text()).includes(id),
    'the page of the job is its own',
  );
  const picture = await ask(`/api/jobs/${id}/picture?of=input`);
  assert.match(picture.headers.get('content-type') ?? '', /^image\//);
  assert.ok((await picture.arrayBuffer()).byteLength > 1_000, 'a picture is drawn');

  const { share } = await (await ask(`/api/jobs/${id}/shares`, post())).json();
  await expectOk(await fetch(`${url}${share.path}`), 'a share link');

  assert.equal((await fetch(`${url}/api/cron/sweep`)).status, 401, 'no sweep without the secret');
  const authorization = `Bearer ${cronSecret}`;
  await expectOk(await fetch(`${url}/api/cron/sweep`, { headers: { authorization } }), 'a sweep');
  assert.equal((await fetch(`${url}/no-such-page`)).status, 404);
}
