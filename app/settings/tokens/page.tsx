import type { Metadata } from 'next';
import Link from 'next/link';
import { requestContext } from '@/app/_http/route';
import { requirePageUser } from '@/app/_session';
import { CodePanel } from '@/app/_ui/code-panel/code-panel';
import { listTokens } from '@/lib/tokens';
import { TokenDesk } from './_components/token-desk';

export const metadata: Metadata = { title: 'Tokens' };

/** The personal tokens of whoever is signed in. */
export default async function TokensPage() {
  const user = await requirePageUser('/settings/tokens');
  const ctx = await requestContext();
  return (
    <>
      <h1 className="font-medium text-title">Personal tokens</h1>
      <p className="mt-3 mb-8 max-w-prose text-muted">
        A token lets a script ask in your name, where it would send Gepetto's key otherwise. What it
        asks for enters your history, and you can revoke it here at any time.
      </p>
      <TokenDesk initial={await listTokens(ctx, user.id)} now={ctx.now()} />
      <section aria-labelledby="script" className="mt-12 flex flex-col gap-3">
        <h2 id="script" className="font-semibold tracking-tight">
          In a script
        </h2>
        <p className="max-w-prose text-muted text-sm">
          Put the token into the environment variable{' '}
          <code className="font-mono">BOTTEGA_TOKEN</code>, and the id of your job where it says
          JOB_ID. What else scripts can do stands in the{' '}
          <Link href="/docs/api" className="underline underline-offset-4 hover:text-accent">
            API
          </Link>
          .
        </p>
        <CodePanel />
      </section>
    </>
  );
}
