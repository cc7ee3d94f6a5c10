import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Recipes } from '@/components/recipes/recipes';
import { RunList } from '@/components/recipes/run-list';
import { getList } from '@/lib/catalogue';
import { requestContext, requirePageUser } from '@/lib/http/request-context';
import { getPhoto } from '@/lib/photos';
import { listRecipes, listRuns, runsQuery } from '@/lib/recipes';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('recipes');
  return { title: t('title') };
}

const only = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '');

/** Recipes and their runs. `?photo=<id>` is the photo that one is to be run on. */
export default async function RecipesPage({ searchParams }: PageProps<'/recipes'>) {
  const t = await getTranslations('recipes');
  const user = await requirePageUser('/recipes');
  const ctx = await requestContext();
  const query = await searchParams;
  const cursor = only(query.cursor) || undefined;
  const before = runsQuery.safeParse({ cursor }).data?.cursor;
  const [recipes, runs, styles, rooms, skies, photo] = await Promise.all([
    listRecipes(ctx, user.id),
    listRuns(ctx, user.id, before),
    getList(ctx, 'styles'),
    getList(ctx, 'rooms'),
    getList(ctx, 'skies'),
    // A photo that was deleted since is not an error: another can be chosen.
    query.photo ? getPhoto(ctx, user.id, only(query.photo)).catch(() => null) : null,
  ]);
  const lists = { styles: styles.items, rooms: rooms.items, skies: skies.items };
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-8">
      <div className="flex flex-col gap-3">
        <h1 className="font-medium text-title">{t('title')}</h1>
        <p className="max-w-prose text-muted">{t('intro')}</p>
      </div>
      <Recipes recipes={recipes} photo={photo} lists={lists} />
      <section aria-labelledby="runs" className="flex flex-col gap-4">
        <h2 id="runs" className="font-semibold tracking-tight">
          {t('runs.title')}
        </h2>
        <RunList initial={runs} cursor={before && cursor} now={ctx.now()} />
      </section>
    </div>
  );
}
