import 'server-only';
import type { Attributes, Span, Tracer } from '@opentelemetry/api';
import { errorName } from '@/lib/errors';
import { singleton } from '@/lib/singleton';

/** What tracing needs of OpenTelemetry's API. Nothing of it is loaded while tracing is off. */
type Api = {
  tracer: Tracer;
  current: () => Span | undefined;
};

const tracing = singleton('tracing', () => ({}) as { api?: Api });

/** Turns the spans of this process on. */
export function useTracer(api: Api): void {
  tracing.api = api;
}

/** The trace that the current work belongs to, for its log lines; undefined while tracing is off. */
export function currentTraceId(): string | undefined {
  return tracing.api?.current()?.spanContext().traceId;
}

/**
 * Runs a step as a span of the current trace, which ends with the step's promise. Off, it is the step alone.
 * @param work is given a function that says more of the step once it is known
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
