import type { z } from 'zod';
import type { passkeyView } from './schemas';

export const MAX_PASSKEYS = 10;

/** The longest name of a passkey, characters. */
export const MAX_NAME_LENGTH = 60;

/** A passkey in its owner's list. Times are ms UTC. */
export type PasskeyView = z.infer<typeof passkeyView>;
