import { probeRoute } from '@/app/_http/route';

/** Answers 200 while the process lives. Whether it can do its work is what `/api/ready` says. */
export const GET = probeRoute(async () => Response.json({ status: 'ok' }));
