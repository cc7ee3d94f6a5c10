import { getLocale, getTranslations } from 'next-intl/server';
import { pictureAlt } from '@/components/jobs/job-name';
import { embedDocument } from '@/components/share-page/embed-document';
import { otherMethods } from '@/lib/http/endpoint';
import { sharedFile } from '@/lib/http/shares/file';
import { nothingThere, openShare } from '@/lib/shares';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

/** Only the sites that the owner has named may show it in a frame. */
const policyOf = (nonce: string, sites: string[]) =>
  [
    "default-src 'none'",
    "img-src 'self'",
    `style-src 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `script-src 'nonce-${nonce}'`,
    `frame-ancestors ${sites.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** A bare viewer for frames on other sites. */
export const GET = sharedFile('The viewer.', async ({ request, ctx, token, visitor }) => {
  const how = { counts: request.method === 'GET', framed: true };
  const opened = await openShare(ctx, token, visitor, how);
  if (opened?.state !== 'open') throw nothingThere();
  const { share } = opened;
  const nonce = crypto.randomUUID();
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policyOf(nonce, share.embedSites),
  };
  if (request.method === 'HEAD') return new Response(null, { headers });
  const t = await getTranslations('shared');
  const tPicture = await getTranslations('common.picture');
  const tPage = await getTranslations('shares.page');
  const html = embedDocument({
    share,
    token,
    nonce,
    locale: await getLocale(),
    title: share.title ?? tPage('title'),
    texts: {
      before: tPicture('before'),
      after: tPicture('after'),
      handle: tPicture('compare'),
      open: t('embed.open'),
      alt: (mode) => pictureAlt({ mode, label: null }, tPicture),
    },
  });
  return new Response(html, { headers });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
