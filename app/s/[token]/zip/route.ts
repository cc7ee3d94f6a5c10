import { getTranslations } from 'next-intl/server';
import { otherMethods } from '@/lib/http/endpoint';
import { attachment, fileNameOf } from '@/lib/http/pictures/file-name';
import { sharedFile } from '@/lib/http/shares/file';
import { zipOf } from '@/lib/http/shares/zip';
import { nothingThere, sharedFiles } from '@/lib/shares';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';
/** Vercel's limit for this function, s. */
export const maxDuration = 300;

/** All pictures of a link as a ZIP file. */
export const GET = sharedFile('The ZIP file.', async ({ request, ctx, token, visitor }) => {
  const found = await sharedFiles(ctx, token, visitor, { counts: request.method === 'GET' });
  if (!found) throw nothingThere();
  const { title, files } = found;
  const t = await getTranslations('shared');
  const headers = {
    'Content-Type': 'application/zip',
    'Content-Disposition': attachment(fileNameOf(title ?? t('zip.name'), 'zip')),
  };
  if (request.method === 'HEAD') return new Response(null, { headers });
  const zip = zipOf(ctx, files, {
    picture: t('picture'),
    missingFile: t('zip.missingFile'),
    missing: t('zip.missing'),
  });
  return new Response(zip, { headers });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
