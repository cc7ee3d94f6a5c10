import 'server-only';
import { type Attributes, trace } from '@opentelemetry/api';
import { type Configuration, OTLPHttpProtoTraceExporter, registerOTel } from '@vercel/otel';
import type { Tracing } from '@/lib/env';
import { redactor } from '@/lib/redact';
import { useTracer } from '@/lib/tracing';

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

/**
 * Turns tracing on: spans of Next and of the app go to an OTLP collector, over HTTP with protobuf.
 * OpenTelemetry's own variables set sampling and resource attributes (OTEL_TRACES_SAMPLER,
 * OTEL_RESOURCE_ATTRIBUTES, ...).
 *
 * @param secrets values to redact wherever they occur
 */
export function startTracing({ endpoint, headers, serviceName }: Tracing, secrets: string[]): void {
  const exporter: Exporter = new OTLPHttpProtoTraceExporter({
    url: `${endpoint}/v1/traces`,
    headers,
  });
  registerOTel({
    serviceName,
    traceExporter: redactingExporter(exporter, secrets),
    // `auto` would add a second exporter, without redaction.
    spanProcessors: [],
    // The app has its own spans for upstream calls; fetch instrumentation would add a header to them.
    instrumentations: [],
  });
  useTracer({ tracer: trace.getTracer('bottega'), current: () => trace.getActiveSpan() });
}
