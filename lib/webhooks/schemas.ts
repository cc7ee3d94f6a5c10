import { z } from 'zod';
import { DELIVERY_ERRORS } from './model';

/** Path parameters of a webhook. Documented but not validated: an unknown id gives 404. */
export const webhookParams = z.object({ id: z.string().describe("The webhook's `id`.") });

/** A webhook as its owner sees it. Times are ms UTC. */
export const webhookView = z
  .strictObject({
    id: z.string(),
    url: z.string(),
    createdAt: z.int(),
    enabled: z.boolean(),
    disabledBy: z
      .enum(['owner', 'gone', 'failing'])
      .nullable()
      .describe(
        'Why it was disabled: by its owner, by a 410 Gone response, or after three days of failures. Null while it is enabled.',
      ),
    disabledBecause: z.string().nullable().describe('`disabledBy` as a sentence.'),
    failingSince: z
      .int()
      .nullable()
      .describe('When the receiver stopped accepting messages; null if it accepts them.'),
    previousUntil: z
      .int()
      .nullable()
      .describe('When the previous secret stops signing, ms UTC; null if it no longer signs.'),
  })
  .meta({ id: 'Webhook', description: 'A webhook. Times are ms UTC.' });

/** One message to one webhook. Times are ms UTC. */
export const deliveryView = z
  .strictObject({
    id: z.string().describe('The `webhook-id` that the receiver gets.'),
    type: z.enum(['job.succeeded', 'job.failed', 'webhook.test']),
    jobId: z.string().nullable().describe('Null for a test.'),
    state: z.enum(['delivered', 'sending', 'waiting', 'failed']),
    attempts: z.int(),
    createdAt: z.int(),
    lastAttemptAt: z.int().nullable(),
    nextAttemptAt: z.int().nullable().describe('Null if there will be no further attempt.'),
    deliveredAt: z.int().nullable(),
    status: z.int().nullable().describe("The status of the receiver's last response."),
    errorCode: z
      .enum(DELIVERY_ERRORS)
      .nullable()
      .describe('Why the last attempt failed. Null if it succeeded or if there was no attempt.'),
    error: z.string().nullable().describe('`errorCode` as a sentence.'),
    payload: z.string().describe('The body that is sent.'),
  })
  .meta({ id: 'Delivery', description: 'One message to one webhook. Times are ms UTC.' });
