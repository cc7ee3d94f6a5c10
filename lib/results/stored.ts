import type { Context } from '@/lib/context';
import { logOncePerMinute } from '@/lib/log';
import { singleton } from '@/lib/singleton';

type Follow = (ctx: Context, jobId: string) => Promise<void>;

/** By name, so that a module that is loaded twice is told once. */
const followers = () => singleton('followers-of-results', () => new Map<string, Follow>());

const logError = logOncePerMinute(
  'what follows a stored result failed; maintenance makes up for it',
);

/**
 * Calls `follow` whenever this process has stored a result. For concepts that build on results: they are told, since
 * results know nothing of them. They must also find out by themselves, because a process may die before.
 */
export function whenResultStored(name: string, follow: Follow): void {
  followers().set(name, follow);
}

/** Never rejects. */
export async function tellStored(ctx: Context, jobId: string): Promise<void> {
  const all = [...followers().values()].map((follow) => follow(ctx, jobId).catch(logError));
  await Promise.all(all);
}
