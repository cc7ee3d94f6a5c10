import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { testJob as it } from '../../setup/job-test';

describe('a database that another process has locked', () => {
  it('rejects changes with 503, serves reads, and recovers', async ({
    database,
    user,
    id,
    rename,
  }) => {
    const other = new Database(String(database.path));
    other.exec('BEGIN IMMEDIATE');
    const refused = await rename('Kitchen');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    const { error } = (await refused.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('database_unavailable');
    expect(error.message).toMatch(/\.$/);
    expect((await user.fetch(`/api/jobs/${id}`)).status).toBe(200);
    other.exec('ROLLBACK');
    other.close();
    expect((await rename('Kitchen')).status).toBe(200);
  });
});
