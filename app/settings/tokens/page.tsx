import type { Metadata } from 'next';
import Link from 'next/link';
import { CodePanel } from '@/components/code-panel/code-panel';
import { TokenList } from '@/components/tokens/token-list';
import { requirePageUser } from '@/lib/http/page-user';
import { requestContext } from '@/lib/http/request-context';
import { listTokens } from '@/lib/tokens';

export const metadata: Metadata = { title: 'Tokens' };

/** The user's personal tokens. */
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
      <TokenList initial={await listTokens(ctx, user.id)} now={ctx.now()} />
      <CodePanel>
        Set the environment variable <code className="font-mono">BOTTEGA_TOKEN</code> to a token,
        and put the id of a job in place of <code className="font-mono">JOB_ID</code>. The{' '}
        <Link href="/docs/api" className="underline underline-offset-4 hover:text-accent">
          API
        </Link>{' '}
        can do more.
      </CodePanel>
    </>
  );
}
