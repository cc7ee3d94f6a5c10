import 'server-only';
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { feedbackMessage, webhookHeaders, webhookMessage } from '@/lib/webhooks';

/** What Bottega sends, by event, with its summary. */
const MESSAGES = {
  'job.succeeded': 'A job in the history of the owner succeeded',
  'job.failed': 'A job in the history of the owner failed',
  'share.feedback': 'A visitor of a share link of the owner said something',
  'webhook.test': 'The owner sent a test',
};

type MessageType = keyof typeof MESSAGES;

function operation(type: MessageType): ZodOpenApiOperationObject {
  const schema =
    type === 'share.feedback'
      ? feedbackMessage
      : webhookMessage.and(z.object({ type: z.literal(type) }));
  return {
    operationId: type,
    tags: ['Webhooks'],
    summary: MESSAGES[type],
    description:
      'Sent to each webhook that chose the event; retried for three days until it is accepted. Verify the signature before you trust the body.',
    security: [],
    requestParams: { header: webhookHeaders },
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: {
      '2XX': { description: 'Accepted. Respond within 10 seconds; the body is not read.' },
      '410': { description: 'Disables the webhook.' },
      default: {
        description:
          'Not accepted: retried. `Retry-After` holds back every message to the webhook, up to 6 hours.',
      },
    },
  };
}

/** The `webhooks` section of the document: the requests that receivers get. */
export function webhookOperations(): Record<string, { post: ZodOpenApiOperationObject }> {
  const types = Object.keys(MESSAGES) as MessageType[];
  return Object.fromEntries(types.map((type) => [type, { post: operation(type) }]));
}
