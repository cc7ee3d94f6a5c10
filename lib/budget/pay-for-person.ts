import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { type Payment, pay } from './pay';

/** The longest that a person waits for a call to be free before being told to come back, ms. */
export const PERSON_WAITS_MS = 2_000;

/** Pays for somebody who waits: goes ahead of the background, and waits a moment for a call. */
export async function payForPerson({
  db,
  gepetto,
  now,
}: Pick<Context, 'db' | 'gepetto' | 'now'>): Promise<Payment> {
  const patience = now() + PERSON_WAITS_MS;
  for (;;) {
    const payment = await pay(db, 'person', gepetto.callsPerMinute, now());
    if (payment.paid || now() + payment.freeInMs > patience) return payment;
    await sleep(payment.freeInMs);
  }
}
