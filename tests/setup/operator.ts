import { eq } from 'drizzle-orm';
import { type Db, users } from '@/lib/db';
import { type Client, signedIn } from './client';

/** A user who is signed in and has proved an address of ADMIN_EMAILS, whoever the first account was. */
export async function signedInOperator(db: Db, appUrl: string, email: string): Promise<Client> {
  const client = await signedIn(appUrl, { email });
  await db.update(users).set({ emailVerified: new Date() }).where(eq(users.email, email));
  return client;
}
