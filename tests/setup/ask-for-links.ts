import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type Db, shareFeedback } from '@/lib/db';
import type { Asked } from './contract';

type Ask = (operation: string, asked?: Asked) => Promise<{ status: number; json: Json }>;
// What the document promises is checked by `ask`.
type Json = ReturnType<typeof JSON.parse>;

const unknown = { id: randomUUID(), feedbackId: randomUUID() };

/** Every operation on links of several results fails as the document says. */
async function askInVain(ask: Ask, jobId: string): Promise<void> {
  const refused = async (operation: string, asked: Asked = {}) =>
    (await ask(operation, asked)).status;
  const past = { jobIds: [jobId], expiresAt: 1 };
  expect(await refused('GET /api/shares', { query: '?cursor=x' })).toBe(400);
  expect(await refused('POST /api/shares', { body: past })).toBe(400);
  expect(await refused('POST /api/shares', { body: { jobIds: ['none'] } })).toBe(404);
  expect(await refused('POST /api/shares/revoke', { body: { ids: [] } })).toBe(400);
  for (const operation of [
    'GET /api/shares/{id}',
    'DELETE /api/shares/{id}',
    'POST /api/shares/{id}/address',
    'GET /api/shares/{id}/feedback',
    'DELETE /api/shares/{id}/feedback/{feedbackId}',
  ]) {
    expect([operation, await refused(operation, unknown)]).toEqual([operation, 404]);
  }
  const changes = [
    ['PATCH /api/shares/{id}', { title: 'x' }],
    ['PATCH /api/shares/{id}/feedback/{feedbackId}', { hidden: true }],
  ] as const;
  for (const [operation, body] of changes) {
    expect(await refused(operation, { ...unknown, body })).toBe(404);
  }
}

/**
 * Asks for every operation on links of several results, once so that it succeeds and once so that it fails.
 * @param jobId a job of the user
 */
export async function askForLinks(ask: Ask, db: Db, jobId: string): Promise<void> {
  await askInVain(ask, jobId);
  const body = { jobIds: [jobId], title: 'Flat', password: 'linen', maxViews: 5 };
  const { id, path } = (await ask('POST /api/shares', { body })).json.share;
  const open = await ask('PATCH /api/shares/{id}', { id, body: { password: null } });
  expect(open.json.share).toMatchObject({ id, path, title: 'Flat', hasPassword: false });
  expect((await ask('GET /api/shares/{id}', { id })).json).toEqual(open.json);
  expect((await ask('GET /api/shares', { query: '?q=flat' })).json.shares).toHaveLength(1);
  const comment = { id: randomUUID(), shareId: id, kind: 'comment', visitorHash: 'x' } as const;
  await db.insert(shareFeedback).values({ ...comment, name: 'Ada', text: 'Yes.', createdAt: 1 });
  const [said] = (await ask('GET /api/shares/{id}/feedback', { id })).json.feedback;
  const one = { id, feedbackId: said.id };
  const feedback = 'api/shares/{id}/feedback/{feedbackId}';
  const answered = await ask(`PATCH /${feedback}`, { ...one, body: { answer: 'Good.' } });
  expect(answered.json.feedback).toMatchObject({
    text: 'Yes.',
    answer: 'Good.',
    seen: true,
    jobId: null,
  });
  expect((await ask(`DELETE /${feedback}`, one)).status).toBe(204);
  const moved = await ask('POST /api/shares/{id}/address', { id });
  expect(moved.json.share.path).not.toBe(path);
  expect((await ask('POST /api/shares/revoke', { body: { ids: [id] } })).json.revoked).toEqual([
    id,
  ]);
  const another = await ask('POST /api/shares', { body: { jobIds: [jobId] } });
  expect((await ask('DELETE /api/shares/{id}', another.json.share)).status).toBe(204);
}
