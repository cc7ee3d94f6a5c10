import 'server-only';
import { requestFacts } from '@/lib/request';

const ms = (duration: number) => duration.toFixed(1);

/**
 * Where the time of this request went so far, ms, as `Server-Timing` says it (W3C Server Timing): the
 * database and upstream as far as this request itself asked them, and all together.
 * @returns null outside of requests
 */
export function serverTiming(): string | null {
  const facts = requestFacts();
  if (!facts) return null;
  const { spent, startedAt } = facts;
  const upstream = spent.upstream > 0 ? `, upstream;dur=${ms(spent.upstream)}` : '';
  return `db;dur=${ms(spent.db)}${upstream}, total;dur=${ms(performance.now() - startedAt)}`;
}
