import 'server-only';
import { trace } from '@opentelemetry/api';
import { OTLPHttpProtoTraceExporter, registerOTel } from '@vercel/otel';
import type { Tracing } from '@/lib/env';
import { useTracer } from '@/lib/tracing';
import { type Exporter, redacting } from './redacting';

/**
 * Turns tracing on: spans of Next and of our own steps go to an OTLP collector, over HTTP with protobuf.
 * Loaded only where a collector is set. Sampling and resource attributes are as OpenTelemetry's own
 * variables say (OTEL_TRACES_SAMPLER, OTEL_RESOURCE_ATTRIBUTES ...).
 *
 * @param secrets values that must leave in no attribute, whatever their shape
 */
export function startTracing({ endpoint, headers, serviceName }: Tracing, secrets: string[]): void {
  const exporter: Exporter = new OTLPHttpProtoTraceExporter({
    url: `${endpoint}/v1/traces`,
    headers,
  });
  registerOTel({
    serviceName,
    traceExporter: redacting(exporter, secrets),
    // `auto` would add a second exporter, which takes nothing out.
    spanProcessors: [],
    // Our own spans tell of upstream; fetch's would add a header to what upstream is sent.
    instrumentations: [],
  });
  useTracer({ tracer: trace.getTracer('bottega'), current: () => trace.getActiveSpan() });
}
