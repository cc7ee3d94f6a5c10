import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddPhotos } from '@/components/photos/add-photos';
import { PhotoCard } from '@/components/photos/photo-card';
import { CursorPager } from '@/components/ui/cursor-pager';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { listPhotos, madeOf, parsePhotosPage } from '@/lib/photos';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('photos');
  return { title: t('title') };
}

/** The user's photos, each with what was made of it. */
export default async function PhotosPage({ searchParams }: PageProps<'/photos'>) {
  const t = await getTranslations('photos');
  const user = await requirePageUser('/photos');
  const ctx = await requestContext();
  const query = parsePhotosPage(await searchParams);
  const { photos, nextCursor } = await listPhotos(ctx, user.id, query);
  const made = await madeOf(
    ctx,
    user.id,
    photos.flatMap(({ id, results }) => (results > 0 ? [id] : [])),
  );
  const isFirst = query.cursor === undefined;
  const isEmpty = isFirst && photos.length === 0;
  return (
    <>
      <div className="mb-6 flex flex-col gap-2">
        <h1 className="font-medium text-title">{t('title')}</h1>
        <p className="max-w-prose text-muted">{t(isEmpty ? 'empty' : 'intro')}</p>
      </div>
      <AddPhotos small={!isEmpty} />
      {photos.length > 0 && (
        <ul className="mt-8 grid grid-cols-2 gap-x-4 gap-y-8 sm:grid-cols-[repeat(auto-fill,minmax(15rem,1fr))]">
          {photos.map((photo) => (
            <li key={photo.id} className="min-w-0">
              <PhotoCard photo={photo} made={made.get(photo.id) ?? []} />
            </li>
          ))}
        </ul>
      )}
      {!isFirst && photos.length === 0 && <p className="mt-8 text-muted">{t('noOlder')}</p>}
      <CursorPager path="/photos" query={{}} isFirst={isFirst} next={nextCursor} />
    </>
  );
}
