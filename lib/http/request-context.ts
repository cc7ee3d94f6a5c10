import 'server-only';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { after } from 'next/server';
import { cache } from 'react';
import { currentUser, isOperator, type SignedIn, safePath } from '@/lib/auth';
import { type Context, getContext } from '@/lib/context';
import { signInPath } from '@/lib/paths';
import { PATH_HEADER } from '@/lib/request';
import { isForeign } from './foreign-request';

/** The context of a request. Deferred work runs after the response; the platform keeps the process alive for it. */
export async function requestContext(): Promise<Context> {
  const ctx = await getContext((work) => after(() => work));
  return isForeign(await headers()) ? { ...ctx, passive: true } : ctx;
}

/** The signed-in user, or null. Queried once a request, however many components call it. */
export const pageUser = cache(
  async (): Promise<SignedIn | null> => currentUser(await requestContext()),
);

/**
 * The signed-in user, for a page that needs one. Redirects others to sign in and back.
 * @param fallback where to return if the path of the page is unknown
 */
export async function requirePageUser(fallback: string): Promise<SignedIn> {
  const user = await pageUser();
  if (user) return user;
  redirect(signInPath(safePath((await headers()).get(PATH_HEADER), fallback)));
}

/** The signed-in operator, for a page that only operators see. Others get a 404; who is not signed in, the sign-in page. */
export async function requirePageOperator(fallback: string): Promise<SignedIn> {
  const user = await requirePageUser(fallback);
  if (!isOperator(user)) notFound();
  return user;
}
