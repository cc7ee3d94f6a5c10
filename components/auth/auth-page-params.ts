import 'server-only';
import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { safePath } from '@/lib/auth';
import { pageUser } from '@/lib/http/page-user';

type SearchParams = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/**
 * What the sign-in pages read from their address: where to go afterwards (a path of this site, whatever
 * was asked for) and the code of an error. Who is signed in already goes there at once.
 */
export async function authPageParams(searchParams: Promise<SearchParams>) {
  const params = await searchParams;
  const callbackUrl = safePath(one(params.callbackUrl), '/jobs');
  if (await pageUser()) redirect(callbackUrl as Route);
  return { callbackUrl, error: one(params.error) };
}
