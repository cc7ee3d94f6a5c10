import 'server-only';
import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { currentHalfSession, safePath, signInMethods } from '@/lib/auth';
import { pageUser, requestContext } from '@/lib/http/request-context';
import { secondFactorPath } from '@/lib/paths';
import type { Invited } from './auth-client';
import { MailForm, ProviderButton } from './provider-forms';

type SearchParams = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/**
 * Reads the parameters of the sign-in pages: where to go afterwards, always a path of this site, and an error
 * code. Redirects there at once if the user is signed in, unless they came to confirm who they are, and to the
 * second factor if that is still to be shown.
 */
export async function authPageParams(searchParams: Promise<SearchParams>) {
  const params = await searchParams;
  const callbackUrl = safePath(one(params.callbackUrl), '/jobs');
  const user = await pageUser();
  const again = user !== null && one(params.again) === '1';
  if (user && !again) redirect(callbackUrl as Route);
  if (!user && (await currentHalfSession(await requestContext()))) {
    redirect(secondFactorPath(callbackUrl));
  }
  return { callbackUrl, error: one(params.error), again };
}

/** The frame of the sign-in pages: a narrow column with a heading. */
export function AuthLayout({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-sm flex-col gap-7 pt-6 sm:pt-16">
      <h1 className="font-medium text-title">{title}</h1>
      {children}
    </div>
  );
}

type ProviderListProps = { callbackUrl: string; invitation?: Invited };

/** The configured ways to sign in besides a password. */
export function ProviderList({ callbackUrl, invitation }: ProviderListProps) {
  const t = useTranslations('auth.form');
  const { oauth, email } = signInMethods();
  if (oauth.length === 0 && !email) return null;
  return (
    <div className="flex flex-col gap-3">
      <p className="flex items-center gap-3 text-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </p>
      {oauth.map(({ id, name }) => (
        <ProviderButton
          key={id}
          provider={id}
          name={name}
          callbackUrl={callbackUrl}
          invitation={invitation}
        />
      ))}
      {email && <MailForm callbackUrl={callbackUrl} invitation={invitation} />}
    </div>
  );
}
