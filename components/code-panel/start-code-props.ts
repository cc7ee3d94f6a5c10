import { cookies, headers } from 'next/headers';
import { LANGUAGE_COOKIE } from '@/components/ui/preference-cookies';
import { requestOrigin } from '@/lib/auth';
import { startTemplates } from '@/lib/snippets';
import type { StartCodeProps } from './start-code';

/** What `StartCode` needs from the server; null if the Host header is invalid. */
export async function startCodeProps(): Promise<StartCodeProps | null> {
  const baseUrl = requestOrigin(await headers());
  if (baseUrl === null) return null;
  const templates = await startTemplates();
  const kept = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return { templates, baseUrl, initial: templates.find(({ id }) => id === kept)?.id };
}
