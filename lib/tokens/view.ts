import type { z } from 'zod';
import type { tokenView } from './schemas';

/** A token as its owner sees it in the list. Times are ms UTC. */
export type TokenView = z.infer<typeof tokenView>;
