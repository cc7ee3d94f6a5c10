import 'server-only';
import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { safePath } from '@/lib/auth';
import { pageUser } from '@/lib/http/page-user';

type SearchParams = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/**
 * Reads the parameters of the sign-in pages: where to go afterwards, always a path of this site, and an error
 * code. Redirects there at once if the user is signed in.
 */
export async function authPageParams(searchParams: Promise<SearchParams>) {
  const params = await searchParams;
  const callbackUrl = safePath(one(params.callbackUrl), '/jobs');
  if (await pageUser()) redirect(callbackUrl as Route);
  return { callbackUrl, error: one(params.error) };
}
