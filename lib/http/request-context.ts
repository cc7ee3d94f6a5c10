import 'server-only';
import { after } from 'next/server';
import { type Context, getContext } from '@/lib/context';

/** The context of a request. Deferred work runs after the response; the platform keeps the process alive for it. */
export function requestContext(): Promise<Context> {
  return getContext((work) => after(() => work));
}
