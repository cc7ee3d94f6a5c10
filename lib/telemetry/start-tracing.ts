import 'server-only';
import { trace } from '@opentelemetry/api';
import { OTLPHttpProtoTraceExporter, registerOTel } from '@vercel/otel';
import type { Tracing } from '@/lib/env';
import { useTracer } from '@/lib/tracing';
import { type Exporter, redactingExporter } from './redacting-exporter';

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
