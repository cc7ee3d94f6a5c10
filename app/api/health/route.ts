import { publicRoute } from '@/app/_http/route';

/** Answers 200 while the process lives and its database is open. */
export const GET = publicRoute(async () => Response.json({ status: 'ok' }));
