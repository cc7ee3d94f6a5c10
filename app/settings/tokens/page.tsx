import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CodePanel } from '@/components/code-panel/code-panel';
import { TokenList } from '@/components/tokens/token-list';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { listTokens } from '@/lib/tokens';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tokens.page');
  return { title: t('title') };
}

/** The user's personal tokens. */
export default async function TokensPage() {
  const t = await getTranslations('tokens.page');
  const user = await requirePageUser('/settings/tokens');
  const ctx = await requestContext();
  return (
    <>
      <h1 className="font-medium text-title">{t('heading')}</h1>
      <p className="mt-3 mb-8 max-w-prose text-muted">{t('intro')}</p>
      <TokenList initial={await listTokens(ctx, user.id)} now={ctx.now()} />
      <CodePanel>
        {t.rich('script', {
          variable: (name) => <code className="font-mono">{name}</code>,
          id: (name) => <code className="font-mono">{name}</code>,
          link: (text) => (
            <Link href="/docs/api" className="text-accent underline underline-offset-4">
              {text}
            </Link>
          ),
        })}
      </CodePanel>
    </>
  );
}
