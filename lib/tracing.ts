import 'server-only';
import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import { errorName } from '@/lib/errors';
import { singleton } from '@/lib/singleton';

/** The part of OpenTelemetry's API that spans need. It is not loaded while tracing is off. */
type Api = {
  tracer: Tracer;
  current: () => Span | undefined;
};

const tracing = singleton('tracing', () => ({}) as { api?: Api });

/** Turns spans on in this process. */
export function useTracer(api: Api): void {
  tracing.api = api;
}

/** The current trace, for log lines. Undefined while tracing is off. */
export function currentTraceId(): string | undefined {
  return tracing.api?.current()?.spanContext().traceId;
}

/**
 * Runs a step as a span of the current trace. While tracing is off it only runs the step.
 * @param work gets a function that adds attributes to the span
 */
export async function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: (note: (more: Attributes) => void) => Promise<T>,
): Promise<T> {
  const { api } = tracing;
  if (!api) return work(() => {});
  return api.tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work((more) => span.setAttributes(more));
    } catch (error) {
      span.setStatus({ code: 2, message: errorName(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}
