import { z } from 'zod';
import { LOCALES } from '@/lib/i18n/model';
import { plainText } from '@/lib/plain-text';
import { MASK_COLOURS } from '@/lib/submissions/model';

/** What a user changes of their account without proving anything. */
export const accountChangeSchema = z.strictObject({
  name: plainText.trim().max(80, 'must be 80 characters or fewer').optional(),
  studioName: plainText.trim().max(80, 'must be 80 characters or fewer').optional(),
  locale: z.enum(LOCALES, `must be one of ${LOCALES.join(', ')}`).optional(),
  storedOutput: z.boolean().optional(),
  maskColour: z.enum(MASK_COLOURS, `must be one of ${MASK_COLOURS.join(', ')}`).optional(),
});

export type AccountChange = z.output<typeof accountChangeSchema>;
