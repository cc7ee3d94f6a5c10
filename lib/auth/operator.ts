import 'server-only';
import { getEnv } from '@/lib/env';
import type { SignedIn } from './sessions';

/** Whether somebody is one of those whom ADMIN_EMAILS names. */
export function isOperator({ email }: SignedIn): boolean {
  return getEnv().adminEmails.includes(email.toLowerCase());
}
