import type { ReactNode } from 'react';
import { ApiError, messageOf } from '@/components/api-client';
import { SessionEnded } from './session-ended';

/** What an ErrorNote says of whatever was thrown; where signing in again helps, with the way there. */
export function describeError(error: unknown): ReactNode {
  if (error instanceof ApiError && error.code === 'unauthenticated') {
    return <SessionEnded to="and try it once more" />;
  }
  return messageOf(error);
}
