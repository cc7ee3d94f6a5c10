import type { Attributes } from '@opentelemetry/api';
import type { Configuration } from '@vercel/otel';
import { redactor } from '@/lib/redact';

export type Exporter = Exclude<NonNullable<Configuration['traceExporter']>, 'auto'>;
type Span = Parameters<Exporter['export']>[0][number];

/**
 * An exporter that redacts secrets in names, attributes, events and statuses: Next puts whole URLs into its
 * spans, and the URL of a share page contains its token.
 */
export function redactingExporter(inner: Exporter, secrets: string[]): Exporter {
  const redact = redactor(secrets);

  const redactValue = <T>(value: T): T => {
    if (typeof value === 'string') return redact(value) as T;
    return Array.isArray(value) ? (value.map(redactValue) as T) : value;
  };
  const redactAttributes = (attributes: Attributes): Attributes =>
    Object.fromEntries(Object.entries(attributes).map(([name, at]) => [name, redactValue(at)]));

  // Spans have methods, so the copy inherits everything that is not replaced.
  const redactSpan = (span: Span): Span =>
    Object.create(span, {
      name: { value: redact(span.name) },
      attributes: { value: redactAttributes(span.attributes) },
      status: { value: { ...span.status, message: redactValue(span.status.message) } },
      events: {
        value: span.events.map((event) => ({
          ...event,
          name: redact(event.name),
          attributes: redactAttributes(event.attributes ?? {}),
        })),
      },
    });

  return {
    export: (spans, done) => inner.export(spans.map(redactSpan), done),
    shutdown: () => inner.shutdown(),
    forceFlush: () => inner.forceFlush?.() ?? Promise.resolve(),
  };
}
