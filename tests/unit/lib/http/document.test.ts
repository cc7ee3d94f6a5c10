import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { routes } from '@/app/api/routes';
import { openApiDocument } from '@/lib/http/openapi/document';
import { feedbackMessage, webhookMessage } from '@/lib/webhooks';
import { WEBHOOK_EVENTS } from '@/lib/webhooks/model';

type Parameter = { name: string; in: string; schema: { examples?: unknown[] }; examples?: object };
type Operation = { parameters?: Parameter[]; requestBody?: { content: Record<string, unknown> } };
type Document = {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation }>;
  components: { schemas: Record<string, { description?: string; examples?: unknown[] }> };
};

// As it is served: without what JSON leaves out.
const document = JSON.parse(
  JSON.stringify(openApiDocument(routes, 'https://bottega.example.com', true)),
) as Document;

describe('the OpenAPI document', () => {
  it('is valid', async () => {
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
  });

  it('has an example for every id in a path', () => {
    const parameters = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.values(item).flatMap(({ parameters = [] }) =>
        parameters.filter((one) => one.in === 'path').map((one) => ({ path, ...one })),
      ),
    );
    expect(parameters.length).toBeGreaterThan(15);
    const without = parameters.filter(({ schema }) => !schema.examples?.length);
    expect(without.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  });

  it('describes every message to a webhook, with its headers', () => {
    expect(Object.keys(document.webhooks)).toEqual([...WEBHOOK_EVENTS, 'webhook.test']);
    for (const [type, { post }] of Object.entries(document.webhooks)) {
      const headers = post.parameters?.map((one) => `${one.in} ${one.name}`);
      expect(headers).toEqual([
        'header webhook-id',
        'header webhook-timestamp',
        'header webhook-signature',
      ]);
      expect(JSON.stringify(post.requestBody)).toContain(
        `#/components/schemas/${type === 'share.feedback' ? 'FeedbackMessage' : 'WebhookMessage'}"`,
      );
    }
    const { examples = [] } = document.components.schemas.WebhookMessage ?? {};
    expect(examples).toHaveLength(1);
    expect(webhookMessage.safeParse(examples[0]).success).toBe(true);
    const [said] = document.components.schemas.FeedbackMessage?.examples ?? [];
    expect(feedbackMessage.safeParse(said).success).toBe(true);
  });

  it('says how a time becomes RFC 3339', () => {
    expect(document.components.schemas.Time?.description).toContain('RFC 3339');
  });
});
