import { z } from 'zod';
import { DELIVERY_ERRORS, WEBHOOK_EVENTS } from './model';

/** Path parameters of a webhook. Documented but not validated: an unknown id gives 404. */
export const webhookParams = z.object({
  id: z
    .string()
    .describe("The webhook's `id`.")
    .meta({ examples: ['0b7e1c52-6f0e-4c1a-9d3b-2a8f5e7c4d10'] }),
});

/** Path parameters of a delivery. */
export const deliveryParams = webhookParams.extend({
  deliveryId: z
    .string()
    .describe("The delivery's `id`.")
    .meta({ examples: ['msg_5f0c6d1f6a8e4b1d9c3b7a2e4f6d8c90'] }),
});

/** The events that a webhook chooses: one or more, each once. */
export const webhookEvents = z
  .array(z.enum(WEBHOOK_EVENTS))
  .min(1, 'choose at least one event')
  .refine((events) => new Set(events).size === events.length, 'names an event twice')
  .describe('The events for which messages are sent.');

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
    pausedUntil: z
      .int()
      .nullable()
      .describe(
        'Nothing is sent before this time, because the receiver sent `Retry-After` or 429, or was too slow; null if it is not paused.',
      ),
    events: z.array(z.enum(WEBHOOK_EVENTS)).describe('The events for which messages are sent.'),
    previousUntil: z
      .int()
      .nullable()
      .describe('When the last previous secret stops signing, ms UTC; null if none still signs.'),
    previousSecrets: z.int().describe('The number of previous secrets that still sign.'),
  })
  .meta({ id: 'Webhook', description: 'A webhook. Times are ms UTC.' });

const iso = z.iso.datetime().describe('RFC 3339 in UTC, with milliseconds.');

/** The body of a message about a job. Receivers must ignore unknown fields. */
export const webhookMessage = z
  .object({
    type: z.enum(['job.succeeded', 'job.failed', 'webhook.test']),
    timestamp: iso,
    data: z.object({
      id: z.string().describe("The job's ID at Gepetto."),
      state: z.enum(['succeeded', 'failed']),
      status: z.string().nullable().describe("Gepetto's own status."),
      mode: z.string().nullable(),
      output: z
        .url()
        .nullable()
        .describe('The picture, for users who may see the job; null if there is none.'),
      url: z.url().describe("The job's status page."),
      createdAt: iso,
      settledAt: iso.describe('When Bottega learnt that the job had finished.'),
    }),
  })
  .meta({
    id: 'WebhookMessage',
    description: 'What is sent to a webhook.',
    examples: [
      {
        type: 'job.succeeded',
        timestamp: '2026-01-01T00:00:40.000Z',
        data: {
          id: 'Xk3v9Tq0aB2cD4eF',
          state: 'succeeded',
          status: 'success',
          mode: 'furnish',
          output: 'https://bottega.example.com/api/jobs/Xk3v9Tq0aB2cD4eF/picture',
          url: 'https://bottega.example.com/jobs/Xk3v9Tq0aB2cD4eF',
          createdAt: '2026-01-01T00:00:00.120Z',
          settledAt: '2026-01-01T00:00:40.000Z',
        },
      },
    ],
  });

/** The body of a message about what a visitor of a share link said. */
export const feedbackMessage = z
  .object({
    type: z.literal('share.feedback'),
    timestamp: iso,
    data: z.object({
      id: z.string().describe('The `id` of the like or comment.'),
      share: z.object({
        id: z.string().describe("The link's `id`."),
        title: z.string().nullable(),
        url: z.url().describe('The page with what was said.'),
      }),
      jobId: z.string().nullable().describe('The result that it is about; null: all of the link.'),
      kind: z.enum(['like', 'comment']),
      name: z.string().nullable().describe('What the visitor calls themselves, unchecked.'),
      text: z.string().nullable().describe('The words of a stranger; null for a like.'),
      createdAt: iso,
    }),
  })
  .meta({
    id: 'FeedbackMessage',
    description: 'What is sent to a webhook when a visitor of a share link says something.',
    examples: [
      {
        type: 'share.feedback',
        timestamp: '2026-01-01T00:00:40.000Z',
        data: {
          id: '0b7e1c52-6f0e-4c1a-9d3b-2a8f5e7c4d10',
          share: {
            id: '6f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
            title: 'Living room',
            url: 'https://bottega.example.com/shares/6f1c2d3e-4b5a-4c6d-8e7f-9a0b1c2d3e4f',
          },
          jobId: 'Xk3v9Tq0aB2cD4eF',
          kind: 'comment',
          name: 'Ada',
          text: 'The second one, please.',
          createdAt: '2026-01-01T00:00:40.000Z',
        },
      },
    ],
  });

/** The headers of a message, by the Standard Webhooks specification. */
export const webhookHeaders = z.object({
  'webhook-id': z.string().describe('The same for every attempt: process each id once.'),
  'webhook-timestamp': z.string().describe('When this attempt was signed, seconds since 1970.'),
  'webhook-signature': z
    .string()
    .describe(
      'One or more of `v1,<base64>`, separated by spaces: HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<body>`.',
    ),
});

/** One message to one webhook. Times are ms UTC. */
export const deliveryView = z
  .strictObject({
    id: z.string().describe('The `webhook-id` that the receiver gets.'),
    type: z.enum([...WEBHOOK_EVENTS, 'webhook.test']),
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
