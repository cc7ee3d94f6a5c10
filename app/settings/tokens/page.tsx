import type { Metadata } from 'next';
import { requestContext } from '@/app/_http/route';
import { requirePageUser } from '@/app/_session';
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
    </>
  );
}
