import { Download, Maximize2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { pictureAlt } from '@/components/jobs/job-name';
import { averageColour } from '@/components/results/thumb-hash';
import { BUTTON } from '@/components/ui/button-style';
import type { PublicItem, PublicShare } from '@/lib/shares';
import { Feedback, Like } from './feedback';
import { Moment } from './moment';
import { type Notice, NoticeText } from './notice';
import { Pair } from './pair';
import { PendingPicture } from './pending-picture';
import { picturesOf, ratioOf } from './pictures';
import { type Way, Ways } from './ways';

const ACTION = `${BUTTON} min-h-9 gap-1.5 px-2.5 py-1.5 text-muted hover:bg-sunken hover:text-ink`;

type Props = {
  share: PublicShare;
  item: PublicItem;
  token: string;
  now: number;
  way: Way;
  /** Load it before the others. */
  first: boolean;
  notice: Notice | null;
};

/**
 * How wide a picture is: alone, or one of two beside each other on a wide screen. On a phone a tenth less than it is,
 * which nobody sees: a browser that needs 665 px would take the picture of 1280 px in place of that of 640.
 */
const SIZES = {
  single: '(min-width: 72rem) 68rem, (min-width: 40rem) calc(100vw - 4rem), calc(90vw - 2rem)',
  board:
    '(min-width: 72rem) 33rem, (min-width: 64rem) calc(50vw - 3rem), (min-width: 40rem) calc(100vw - 4rem), calc(90vw - 2rem)',
};

function Picture({ share, item, token, now, way, first }: Omit<Props, 'notice'>) {
  const t = useTranslations('shared');
  const tPicture = useTranslations('common.picture');
  const pictures = picturesOf(token, item, share.showsBefore);
  const { output, input, fullInput, download } = pictures;
  const expired = item.result?.state === 'expired';
  if (expired || (item.state !== 'pending' && !item.hasPicture)) {
    return (
      <p className="pair place-content-center p-6 text-center text-muted">
        {item.state === 'failed' ? t('failed') : t('none')}
      </p>
    );
  }
  if (item.state === 'pending') return <PendingPicture item={item} input={input} now={now} />;
  const alt = pictureAlt({ mode: item.mode, label: null }, tPicture);
  const hash = item.result?.picture?.thumbHash ?? null;
  return (
    <>
      <Pair
        n={item.n}
        output={output}
        input={input}
        alts={{
          result: alt,
          before: tPicture('beforeAlt', { alt }),
          after: tPicture('afterAlt', { alt }),
        }}
        sizes={SIZES[share.items.length > 1 ? 'board' : 'single']}
        first={first}
        colour={hash && averageColour(hash)}
        texts={{
          before: tPicture('before'),
          after: tPicture('after'),
          handle: tPicture('compare'),
          missing: tPicture('missing'),
        }}
      />
      <div className="mt-3 flex flex-wrap items-center gap-x-2 gap-y-1 print:hidden">
        {input && <Ways n={item.n} initial={way} />}
        <div className="ml-auto flex flex-wrap gap-1">
          <a
            href={output.full}
            data-opens={item.n}
            data-before={fullInput ?? undefined}
            className={ACTION}
          >
            <Maximize2 aria-hidden className="size-4" />
            {t('enlarge')}
          </a>
          {share.allowsDownload && (
            <a href={download} download className={ACTION}>
              <Download aria-hidden className="size-4" />
              {t('download')}
            </a>
          )}
        </div>
      </div>
    </>
  );
}

/** One result of a link: its picture, what it is, and what was said of it. */
export function SharedItem(props: Props) {
  const { share, item, token, notice } = props;
  const t = useTranslations('shared');
  const single = share.items.length === 1;
  const ratio = ratioOf(picturesOf(token, item, share.showsBefore));
  const open = share.feedback === 'open';
  const name = item.mode ?? t('picture');
  return (
    <article
      id={`result-${item.n}`}
      className={`shared-item flex min-w-0 scroll-mt-4 flex-col gap-3 ${single ? 'shared-single' : ''}`}
      style={{ '--ratio': ratio } as React.CSSProperties}
    >
      <div>
        <Picture {...props} />
      </div>
      {!single && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <div className="min-w-0">
            <h2 className="wrap-anywhere font-medium">
              <span className="mr-2 text-muted tabular-nums">{item.n}</span>
              <span className="inline-block first-letter:uppercase">{name}</span>
            </h2>
            <p className="text-muted text-xs">
              <Moment at={item.settledAt ?? item.createdAt} />
            </p>
          </div>
          {share.feedback !== 'off' && item.hasPicture && (
            <Like token={token} n={item.n} liked={item.liked} likes={item.likes} open={open} />
          )}
        </div>
      )}
      <NoticeText notice={!single && notice?.n === item.n ? notice : null} />
      {!single && share.feedback !== 'off' && (
        <Feedback
          token={token}
          n={item.n}
          about="picture"
          comments={item.comments}
          open={open && item.hasPicture}
        />
      )}
    </article>
  );
}
