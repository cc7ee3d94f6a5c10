import { cookies, headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { requestOrigin } from '@/lib/auth';
import { jobSnippets } from '@/lib/snippets';
import { CodeTabs } from './code-tabs';
import './highlight.css';
import { LANGUAGE_COOKIE } from '@/components/ui/preference-cookies';

type Props = {
  /** Without an id the snippets contain a placeholder. */
  jobId?: string;
  /** The introduction above the snippets. */
  children: ReactNode;
};

/** Snippets that request a job from this deployment, highlighted on the server. */
export async function CodePanel({ jobId = 'JOB_ID', children }: Props) {
  const baseUrl = requestOrigin(await headers());
  // The Host header is invalid; such a request has no session either.
  if (baseUrl === null) return null;
  const t = await getTranslations('docs.code');
  const snippets = await jobSnippets({ baseUrl, jobId });
  const kept = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return (
    <section aria-labelledby="script" className="mt-12 flex flex-col gap-3">
      <h2 id="script" className="font-semibold tracking-tight">
        {t('title')}
      </h2>
      <p className="max-w-prose text-muted text-sm">{children}</p>
      <CodeTabs snippets={snippets} initial={snippets.find(({ id }) => id === kept)?.id} />
    </section>
  );
}
