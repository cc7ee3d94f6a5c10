import type { Context } from '@/lib/context';
import { log } from '@/lib/log';
import { timed } from '@/lib/request';
import { inSpan } from '@/lib/tracing';
import { noteOutcome, noteRefusedKey, provesKey, recordResult } from './health';
import type { Reservation } from './reserve-call';

/** There was no call to be had; `freeInMs` says when trying again makes sense. */
export type NoCallFree = { kind: 'unpaid'; freeInMs: number };

/** Any answer of upstream's. */
export type Recorded = Parameters<typeof recordResult>[2];

async function noteSwitch({ db }: Pick<Context, 'db'>, refused: string): Promise<void> {
  if (!(await noteRefusedKey(db, refused))) return;
  log().error('upstream refuses one of the two keys; the other works and is used from now on');
}

/**
 * Pays for a call to upstream, makes it and writes down what it came to. When upstream refuses the key and
 * there is a second one, the call is made again with that at once, and paid for again; what works is
 * remembered for all instances.
 *
 * @param pay takes a call from the budget
 * @param ask makes the call, with the key of this fingerprint
 * @returns upstream's answer; `key_rejected` only when it refuses every key there is
 */
export async function callUpstream<A extends Recorded>(
  ctx: Pick<Context, 'db' | 'gepetto' | 'now'>,
  pay: () => Promise<Reservation>,
  ask: (key: string) => Promise<A>,
): Promise<A | NoCallFree> {
  const keys = await ctx.gepetto.keyIds();
  let refused: string | undefined;
  for (;;) {
    const payment = await inSpan('pay', {}, pay);
    if (!payment.paid) return { kind: 'unpaid', freeInMs: payment.freeInMs };
    const avoid = refused ?? payment.refusedKey;
    const key = keys.find((one) => one !== avoid) ?? String(keys[0]);
    const start = ctx.now();
    const answer = await inSpan('ask upstream', {}, async (note) => {
      const asked = await timed('upstream', () => ask(key));
      note({ 'bottega.answer': asked.kind });
      return asked;
    });
    const latencyMs = ctx.now() - start;
    if (answer.kind === 'key_rejected' && refused === undefined && keys.length > 1) {
      await noteOutcome(ctx.db, payment.callId, answer.kind, latencyMs);
      refused = key;
      continue;
    }
    await recordResult(ctx.db, payment.callId, answer, latencyMs, ctx.now());
    if (refused !== undefined && provesKey(answer)) await noteSwitch(ctx, refused);
    return answer;
  }
}
