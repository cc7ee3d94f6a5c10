import type { Attributes } from '@opentelemetry/api';
import type { Configuration } from '@vercel/otel';
import { redactor } from '@/lib/redact';

export type Exporter = Exclude<NonNullable<Configuration['traceExporter']>, 'auto'>;
type Span = Parameters<Exporter['export']>[0][number];

/**
 * An exporter that takes secrets out of names, attributes, events and statuses before they leave: Next puts
 * whole addresses into its spans, and the address of a share page is its token.
 */
export function redacting(inner: Exporter, secrets: string[]): Exporter {
  const redact = redactor(secrets);

  const cleanValue = <T>(value: T): T => {
    if (typeof value === 'string') return redact(value) as T;
    return Array.isArray(value) ? (value.map(cleanValue) as T) : value;
  };
  const clean = (attributes: Attributes): Attributes =>
    Object.fromEntries(Object.entries(attributes).map(([name, at]) => [name, cleanValue(at)]));

  // A span is an object with methods: what is not replaced is looked up in the span itself.
  const cleanSpan = (span: Span): Span =>
    Object.create(span, {
      name: { value: redact(span.name) },
      attributes: { value: clean(span.attributes) },
      status: { value: { ...span.status, message: cleanValue(span.status.message) } },
      events: {
        value: span.events.map((event) => ({
          ...event,
          name: redact(event.name),
          attributes: clean(event.attributes ?? {}),
        })),
      },
    });

  return {
    export: (spans, done) => inner.export(spans.map(cleanSpan), done),
    shutdown: () => inner.shutdown(),
    forceFlush: () => inner.forceFlush?.() ?? Promise.resolve(),
  };
}
