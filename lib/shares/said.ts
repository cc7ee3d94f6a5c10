import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '@/lib/db';
import { prepareOnce, shareFeedback } from '@/lib/db';
import { type FeedbackMode, MAX_FEEDBACK } from './model';

/** What a visitor wrote, as other visitors see it: their own words under a name that nobody has checked. */
export type PublicComment = {
  name: string | null;
  text: string;
  createdAt: number;
  answer: string | null;
  answeredAt: number | null;
};

type OfItem = { liked: boolean; likes: number; comments: PublicComment[] };

/** What was said of a link. */
export type Said = {
  /** Of one of its jobs. */
  of: (jobId: string) => OfItem;
  /** Of all of it. */
  comments: PublicComment[];
};

const SILENCE: Said = { of: () => ({ liked: false, likes: 0, comments: [] }), comments: [] };

const { jobId, kind, name, text, createdAt, answer, answeredAt, hiddenAt } = shareFeedback;

/** What everybody sees, of this kind. */
const isShown = (of: 'like' | 'comment') =>
  and(
    eq(shareFeedback.shareId, sql.placeholder('shareId')),
    isNull(hiddenAt),
    eq(kind, sql.raw(`'${of}'`)),
  );

const likesOf = prepareOnce((db) =>
  db
    .select({
      jobId,
      likes: sql<number>`count(*)`,
      liked: sql<number>`max(${shareFeedback.visitorHash} = ${sql.placeholder('visitorHash')})`,
    })
    .from(shareFeedback)
    .where(isShown('like'))
    .groupBy(jobId)
    .prepare(),
);

const commentsOn = prepareOnce((db) =>
  db
    .select({ jobId, comment: { name, text, createdAt, answer, answeredAt } })
    .from(shareFeedback)
    .where(isShown('comment'))
    .orderBy(asc(createdAt), asc(shareFeedback.id))
    .limit(MAX_FEEDBACK)
    .prepare(),
);

/**
 * What the page of a link shows of what was said.
 * @param visitorHash of this visitor; null for one who has said nothing
 */
export async function selectSaid(
  db: Db,
  share: { id: string; feedback: FeedbackMode },
  visitorHash: string | null,
): Promise<Said> {
  if (share.feedback === 'off') return SILENCE;
  const [likes, comments] = await Promise.all([
    likesOf(db).all({ shareId: share.id, visitorHash: visitorHash ?? '' }),
    commentsOn(db).all({ shareId: share.id }),
  ]);
  const commentsOf = (id: string | null) =>
    comments
      .filter((one) => one.jobId === id)
      .map(({ comment }) => ({ ...comment, text: comment.text ?? '' }));
  return {
    of: (id) => {
      const found = likes.find((one) => one.jobId === id);
      return {
        liked: found?.liked === 1,
        likes: found?.likes ?? 0,
        comments: commentsOf(id),
      };
    },
    comments: commentsOf(null),
  };
}
