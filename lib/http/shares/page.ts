import 'server-only';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { requestOrigin } from '@/lib/auth';
import { sharedFilePath, sharePath } from '@/lib/paths';
import { METHOD_HEADER } from '@/lib/request';
import { type OpenedShare, openShare, type PublicShare } from '@/lib/shares';
import { requestContext } from '../request-context';
import { PREVIEW } from './drawable';
import { readVisitor } from './visitor';

/** What chats show of a note, characters. */
const MAX_DESCRIPTION = 200;

/** What a link shows to whoever opens its page. Counted, and queried once a request. */
export const openSharePage = cache(async (token: string): Promise<OpenedShare | null> => {
  const ctx = await requestContext();
  // Who asks for the headers alone sees nothing.
  const counts = (await headers()).get(METHOD_HEADER) !== 'HEAD';
  return openShare(ctx, token, await readVisitor(ctx), { counts });
});

const shorten = (text: string) => {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  const short = letters.slice(0, MAX_DESCRIPTION - 1).join('');
  return letters.length < MAX_DESCRIPTION ? short : `${short}…`;
};

/** Whether there is a picture of ours to show of it. */
const isStored = ({ items }: PublicShare) => items.some(({ result }) => result?.state === 'stored');

/** The title, and what chats show of the link: without title and picture if it is locked, or does not work. */
export async function shareMetadata(token: string): Promise<Metadata> {
  const t = await getTranslations('shares.page');
  const tShared = await getTranslations('shared.unfurl');
  const opened = await openSharePage(token);
  if (!opened) return { title: (await getTranslations('shares.notFound'))('title') };
  const share = opened.state === 'open' ? opened.share : null;
  const title = share?.title ?? t('title');
  const count = share?.items.length ?? 0;
  const description = share?.note
    ? shorten(share.note)
    : share
      ? tShared('many', { count })
      : tShared('locked');
  const origin = requestOrigin(await headers());
  const siteName = share?.sender?.name ?? 'Bottega';
  const image = share &&
    origin &&
    isStored(share) && {
      url: `${origin}${sharedFilePath(token, 'preview.png')}`,
      ...PREVIEW,
      type: 'image/png',
      alt: title,
    };
  return {
    title,
    description,
    openGraph: {
      type: 'website',
      title,
      description,
      siteName,
      ...(origin && { url: `${origin}${sharePath(token)}` }),
      ...(image && { images: [image] }),
    },
    twitter: {
      card: image ? 'summary_large_image' : 'summary',
      title,
      description,
      ...(image && { images: [image] }),
    },
  };
}
