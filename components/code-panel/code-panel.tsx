import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { requestOrigin } from '@/lib/auth';
import { jobSnippets } from '@/lib/snippets';
import { CodeTabs } from './code-tabs';
import './highlight.css';
import { LANGUAGE_COOKIE } from './language-cookie';

type Props = {
  /** Without one a placeholder stands in the programs. */
  jobId?: string;
  /** What to know before one copies. */
  children: ReactNode;
};

/** The call of one job on this very deployment, in six languages, coloured on the server. */
export async function CodePanel({ jobId = 'JOB_ID', children }: Props) {
  const baseUrl = requestOrigin(await headers());
  // A request without a usable host has no session either.
  if (baseUrl === null) return null;
  const snippets = await jobSnippets({ baseUrl, jobId });
  const kept = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return (
    <section aria-labelledby="script" className="mt-12 flex flex-col gap-3">
      <h2 id="script" className="font-semibold tracking-tight">
        From a script
      </h2>
      <p className="max-w-prose text-muted text-sm">{children}</p>
      <CodeTabs snippets={snippets} initial={snippets.find(({ id }) => id === kept)?.id} />
    </section>
  );
}
