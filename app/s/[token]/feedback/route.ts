import { z } from 'zod';
import { afterForm, type Outcome } from '@/components/share-page/outcomes';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { isForm, parse, readBody, readForm } from '@/lib/http/read-request';
import { keepSecret, toCleanAddress } from '@/lib/http/shares/clean-address';
import { rememberGuest } from '@/lib/http/shares/cookies';
import { feedbackOf } from '@/lib/http/shares/feedback-form';
import { wantsPage } from '@/lib/http/shares/file';
import { readVisitor } from '@/lib/http/shares/visitor';
import { addFeedback, newFeedbackSchema, nothingThere } from '@/lib/shares';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

type NewFeedback = z.output<typeof newFeedbackSchema>;

const outcomeOf = (said: NewFeedback): Outcome =>
  said.kind === 'comment' ? 'commented' : said.liked ? 'liked' : 'unliked';

/** What the page says of an error that a person can do something about. */
const FAULTS: Partial<Record<string, Outcome>> = {
  too_many_requests: 'throttled',
  invalid_request: 'invalid',
};

/** The longest comment has more bytes than characters, and three times as many in a form. */
const MAX_FORM_BYTES = 128 * 1024;

/**
 * Takes what a visitor says, from a form of the page, which gets the page again, or as JSON.
 */
export const POST = endpoint({
  documented: false,
  access: 'public',
  sentBy: 'quiet page',
  cors: 'none',
  params: z.object({ token: z.string() }),
  response: { 200: { description: 'What became of it.' } },
  handle: async ({ request, params: { token }, ctx }) => {
    const clean = toCleanAddress(request);
    if (clean) return clean;
    const form = isForm(request);
    const keep = async (said: NewFeedback): Promise<Outcome> => {
      const added = await addFeedback(ctx, token, await readVisitor(ctx), said);
      if (!added) throw nothingThere();
      if (added.state === 'closed') return 'closed';
      await rememberGuest(token, added.guest);
      return outcomeOf(said);
    };
    if (!form) {
      const outcome = await keep(await readBody(request, newFeedbackSchema));
      const status = outcome === 'closed' ? 409 : 200;
      return keepSecret(Response.json({ outcome }, { status }));
    }
    const given = feedbackOf(await readForm(request, MAX_FORM_BYTES));
    const n = typeof given.item === 'number' ? given.item : null;
    const outcome = await Promise.resolve()
      .then(() => keep(parse(newFeedbackSchema, given)))
      .catch((error: unknown): Outcome => {
        const code = error instanceof AppError ? error.code : '';
        const fault = FAULTS[code];
        if (fault) return fault;
        // The page says it.
        if (code === 'not_found' && wantsPage(request)) return 'closed';
        throw error;
      });
    const headers = { Location: afterForm(token, outcome, n) };
    return keepSecret(new Response(null, { status: 303, headers }));
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
