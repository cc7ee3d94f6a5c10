import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { webhookDeliveries, webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { linkPath } from '@/lib/paths';
import { firstAttemptAt, isChosen } from './announce';
import { hasActiveOwner } from './claim';
import { deliver } from './deliver';

/** How long the deliveries that follow may start, ms. */
const DELIVER_MS = 5_000;

/** What a visitor of a share link said. `name` and `text` are the words of a stranger. */
type Feedback = {
  userId: string;
  share: { id: string; title: string | null };
  feedback: {
    id: string;
    jobId?: string | null;
    kind: 'like' | 'comment';
    name?: string | null;
    text?: string | null;
    createdAt: number;
  };
};

function payloadOf({ share, feedback }: Feedback, origin: string): string {
  const createdAt = new Date(feedback.createdAt).toISOString();
  return JSON.stringify({
    type: 'share.feedback',
    timestamp: createdAt,
    data: {
      id: feedback.id,
      share: { ...share, url: `${origin}${linkPath(share.id)}` },
      jobId: feedback.jobId ?? null,
      kind: feedback.kind,
      name: feedback.name ?? null,
      text: feedback.text ?? null,
      createdAt,
    },
  });
}

/** Calls the webhooks of the owner of a link that chose the event. Throws DatabaseError. */
export async function announceFeedback(ctx: Context, said: Feedback): Promise<void> {
  const { db, now } = ctx;
  const chosen = await db
    .select({ id: webhooks.id, origin: webhooks.origin, at: firstAttemptAt(now()) })
    .from(webhooks)
    .where(
      and(
        eq(webhooks.userId, said.userId),
        isNull(webhooks.disabledAt),
        hasActiveOwner(),
        isChosen(sql`'share.feedback'`),
      ),
    );
  if (chosen.length === 0) return;
  const { publicUrl } = getEnv();
  await db.insert(webhookDeliveries).values(
    chosen.map(({ id, origin, at }) => ({
      id: `msg_${crypto.randomUUID().replaceAll('-', '')}`,
      webhookId: id,
      userId: said.userId,
      type: 'share.feedback' as const,
      payload: payloadOf(said, publicUrl ?? origin),
      createdAt: now(),
      nextAttemptAt: at,
    })),
  );
  await deliver(ctx, now() + DELIVER_MS);
}
