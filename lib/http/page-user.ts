import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { currentUser, type SignedIn, safePath } from '@/lib/auth';
import { PATH_HEADER } from '@/lib/path-header';
import { signInPath } from '@/lib/paths';
import { requestContext } from './route';

/** Who is signed in, asked once a request however many components want to know; null for nobody. */
export const pageUser = cache(
  async (): Promise<SignedIn | null> => currentUser(await requestContext()),
);

/**
 * Who is signed in, for a page that nobody else may see: sends others to sign in and back again.
 * @param fallback where to come back to when the address of the page is not known
 */
export async function requirePageUser(fallback: string): Promise<SignedIn> {
  const user = await pageUser();
  if (user) return user;
  // Only a convenience: without the header one comes back to `fallback`.
  redirect(signInPath(safePath((await headers()).get(PATH_HEADER), fallback)));
}
