import { cookies, headers } from 'next/headers';
import { requestOrigin } from '@/lib/auth';
import { jobSnippets } from '@/lib/snippets';
import { CodeTabs } from './code-tabs';
import './highlight.css';
import { LANGUAGE_COOKIE } from './language-cookie';

/**
 * The call of one job on this very deployment, in six languages, coloured on the server.
 * @param jobId without one a placeholder stands in the programs
 */
export async function CodePanel({ jobId = 'JOB_ID' }: { jobId?: string }) {
  const baseUrl = requestOrigin(await headers());
  // A request without a usable host has no session either.
  if (baseUrl === null) return null;
  const snippets = await jobSnippets({ baseUrl, jobId });
  const kept = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return <CodeTabs snippets={snippets} initial={snippets.find(({ id }) => id === kept)?.id} />;
}
