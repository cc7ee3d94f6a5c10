import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { CSSProperties } from 'react';
import { RefreshWhilePending } from '@/components/shares/refresh-while-pending';
import { BUTTON, PRIMARY } from '@/components/ui/button-style';
import { sharedFilePath } from '@/lib/paths';
import type { PublicItem, PublicShare } from '@/lib/shares';
import { Enhancements } from './enhancements';
import { Feedback } from './feedback';
import { groupsOf } from './groups';
import { type Notice, NoticeText } from './notice';
import { picturesOf, ratioOf } from './pictures';
import { Sender } from './sender';
import { SharedItem } from './shared-item';
import './share-page.css';
import { Moment } from './moment';
import { viewerTexts } from './viewer-texts';
import type { Way } from './ways';

type Props = {
  share: PublicShare;
  token: string;
  now: number;
  way: Way;
  notice: Notice | null;
};

/** Whether our copy of a new picture is about to be there. */
const isBeingCopied = ({ result, settledAt }: PublicItem, now: number) =>
  result?.state === 'waiting' && settledAt !== null && now - settledAt < 60_000;

/** Renders the page again while a result is awaited, also where no script runs. */
function Awaited({ items, now }: { items: PublicItem[]; now: number }) {
  const t = useTranslations('shares.page');
  const pending = items.filter(({ state }) => state === 'pending').length;
  const copying = items.some((item) => isBeingCopied(item, now));
  if (pending === 0 && !copying) return null;
  return (
    <div className="text-muted text-sm print:hidden">
      {pending > 0 && (
        <p>{items.length > 1 ? t('refreshesMany', { count: pending }) : t('refreshes')}</p>
      )}
      <RefreshWhilePending unreachable={t('unreachable')} everyMs={copying ? 1_000 : 5_000} />
      <noscript>
        <meta httpEquiv="refresh" content="10" />
      </noscript>
    </div>
  );
}

/** What the page is about: its title, when it was made, the note, and everything as one file. */
function Heading({ share, token }: Pick<Props, 'share' | 'token'>) {
  const t = useTranslations('shared');
  const [only] = share.items;
  const many = share.items.length > 1;
  const title =
    share.title ?? (many ? t('pictures', { count: share.items.length }) : (only?.mode ?? null));
  return (
    <header className="flex flex-col justify-between gap-x-8 gap-y-3 sm:flex-row sm:items-end">
      <div className="flex min-w-0 flex-col gap-2">
        {share.sender && <Sender sender={share.sender} token={token} />}
        <h1
          dir="auto"
          className={`wrap-anywhere font-medium text-title ${share.title ? '' : 'first-letter:uppercase'}`}
        >
          {title ?? t('picture')}
        </h1>
        {!many && only && (
          <p className="text-muted text-sm">
            <Moment at={only.settledAt ?? only.createdAt} />
          </p>
        )}
        {share.note && (
          <p dir="auto" className="wrap-anywhere mt-2 max-w-[42rem] whitespace-pre-line">
            {share.note}
          </p>
        )}
      </div>
      {share.allowsDownload && many && (
        <a
          href={sharedFilePath(token, 'zip')}
          download
          className={`${BUTTON} ${PRIMARY} min-h-10 shrink-0 gap-2 self-start px-4 py-2 font-medium sm:self-end print:hidden`}
        >
          <Download aria-hidden className="size-4" />
          {t('downloadAll')}
        </a>
      )}
    </header>
  );
}

/** The page of a link that is open: one result, picture first, or a board. */
export function SharedBoard({ share, token, now, way, notice }: Props) {
  const t = useTranslations('shared');
  const { items } = share;
  const [only] = items;
  const many = items.length > 1;
  const groups = groupsOf(items);
  const firstItem = groups[0]?.items[0];
  const open = share.feedback === 'open';
  const ratio = only && !many ? ratioOf(picturesOf(token, only, share.showsBefore)) : null;
  const comments = [...share.comments, ...(many ? [] : (only?.comments ?? []))];
  return (
    // At the top, not in the middle: nothing moves when the rest of the page comes.
    <div
      className={`mb-auto flex flex-col gap-8 ${many ? '' : 'shared-alone'}`}
      style={ratio === null ? undefined : ({ '--ratio': ratio } as CSSProperties)}
    >
      {many && <Heading share={share} token={token} />}
      {groups.map(({ photo, items: own }, index) => (
        <section key={own[0]?.n} className="shared-group flex flex-col gap-4">
          {(photo !== null || index > 0) && (
            <p className="break-after-avoid border-line border-b pb-2 text-muted text-sm">
              {photo === null
                ? t('others', { count: own.length })
                : t('photo', { number: photo, count: own.length })}
            </p>
          )}
          <div className="shared-board" data-many={many || undefined}>
            {own.map((item) => (
              <SharedItem
                key={item.n}
                share={share}
                item={item}
                token={token}
                now={now}
                way={way}
                first={item === firstItem}
                notice={notice}
              />
            ))}
          </div>
        </section>
      ))}
      {!many && <Heading share={share} token={token} />}
      <Awaited items={items} now={now} />
      {share.feedback !== 'off' && (
        <section id="comments" aria-label={t('feedback.title')} className="flex flex-col gap-3">
          {many && comments.length > 0 && (
            <h2 className="font-medium text-lg">{t('feedback.title')}</h2>
          )}
          <NoticeText notice={notice && (notice.n === null || !many) ? notice : null} />
          <Feedback
            token={token}
            n={many ? null : (only?.n ?? null)}
            about={many ? 'all' : only?.hasPicture ? 'picture' : 'page'}
            comments={comments}
            open={open}
          />
        </section>
      )}
      <Enhancements texts={viewerTexts(t)} />
    </div>
  );
}
