import { Heart } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { BUTTON } from '@/components/ui/button-style';
import { sharedFilePath } from '@/lib/paths';
import type { PublicComment } from '@/lib/shares';
import { MAX_COMMENT, MAX_NAME } from '@/lib/shares/model';
import { Moment } from './moment';

const FIELD =
  'min-h-10 rounded-control border border-edge bg-panel px-3 py-2 text-base text-ink sm:text-sm';

type LikeProps = { token: string; n: number; liked: boolean; likes: number; open: boolean };

/** "I like this one": a form, so that it works without a script. */
export function Like({ token, n, liked, likes, open }: LikeProps) {
  const t = useTranslations('shared.feedback');
  const count = likes > 0 && <span className="tabular-nums">{likes}</span>;
  if (!open) {
    return likes > 0 ? <p className="text-muted text-sm">{t('likes', { count: likes })}</p> : null;
  }
  return (
    <form
      method="post"
      action={sharedFilePath(token, 'feedback')}
      data-feedback
      className="print:hidden"
    >
      <input type="hidden" name="kind" value="like" />
      <input type="hidden" name="item" value={n} />
      <input type="hidden" name="liked" value={liked ? 'false' : 'true'} />
      <button
        type="submit"
        aria-pressed={liked}
        className={`${BUTTON} min-h-10 gap-2 border px-4 py-2 ${liked ? 'border-accent bg-accent text-on-accent hover:bg-accent-strong' : 'border-edge/60 bg-panel text-ink hover:border-edge hover:bg-sunken'}`}
      >
        <Heart aria-hidden className={`size-4 ${liked ? 'fill-current' : ''}`} />
        {t('like')}
        {count}
      </button>
    </form>
  );
}

/** What visitors have said, as text: no links are made of it. */
function Comments({ comments }: { comments: PublicComment[] }) {
  const t = useTranslations('shared.feedback');
  if (comments.length === 0) return null;
  return (
    <ul className="flex flex-col gap-3">
      {comments.map(({ name, text, createdAt, answer }, index) => (
        <li key={index} className="border-line border-l-2 pl-3">
          <p className="text-muted text-xs">
            <bdi>{name ?? t('someone')}</bdi> · <Moment at={createdAt} />
          </p>
          <p dir="auto" className="wrap-anywhere whitespace-pre-line text-sm">
            {text}
          </p>
          {answer && (
            <div className="mt-2 rounded-control bg-sunken px-3 py-2">
              <p className="text-muted text-xs">{t('answer')}</p>
              <p dir="auto" className="wrap-anywhere whitespace-pre-line text-sm">
                {answer}
              </p>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

type Props = {
  token: string;
  /** The result that it is about; null: all of the page. */
  n: number | null;
  /** What is commented on, in words: a picture, all of a board, or a page without one. */
  about: 'picture' | 'all' | 'page';
  comments: PublicComment[];
  open: boolean;
};

/** The comments on a result, or on all, and the form for one more. */
export function Feedback({ token, n, about, comments, open }: Props) {
  const t = useTranslations('shared.feedback');
  const id = n === null ? 'all' : `${n}`;
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      <Comments comments={comments} />
      {open && (
        <details className="print:hidden">
          <summary className="w-fit py-2 text-accent text-sm underline underline-offset-4">
            {t(`write.${about}`)}
          </summary>
          <noscript>
            <form
              method="post"
              action={sharedFilePath(token, 'feedback')}
              data-feedback
              className="mt-2 flex max-w-xl flex-col gap-3"
            >
              <input type="hidden" name="kind" value="comment" />
              {n !== null && <input type="hidden" name="item" value={n} />}
              <label className="flex flex-col gap-1 text-sm" htmlFor={`name-${id}`}>
                {t('name')}
                <input
                  id={`name-${id}`}
                  name="name"
                  maxLength={MAX_NAME}
                  autoComplete="name"
                  className={FIELD}
                />
              </label>
              <label className="flex flex-col gap-1 text-sm" htmlFor={`text-${id}`}>
                {t('text')}
                <textarea
                  id={`text-${id}`}
                  name="text"
                  required
                  rows={3}
                  maxLength={MAX_COMMENT}
                  className={FIELD}
                />
              </label>
              <button
                type="submit"
                className={`${BUTTON} min-h-10 self-start border border-edge/60 bg-panel px-4 py-2 font-medium text-ink hover:border-edge hover:bg-sunken`}
              >
                {t('send')}
              </button>
            </form>
          </noscript>
        </details>
      )}
    </div>
  );
}
