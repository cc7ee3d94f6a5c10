import { methods } from '@/lib/http/methods';
import { probeRoute } from '@/lib/http/route';

/** Answers 200 while the process lives. Whether it can do its work is what `/api/ready` says. */
const get = probeRoute(async () => Response.json({ status: 'ok' }));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
