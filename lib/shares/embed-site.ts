import { z } from 'zod';
import { siteOrigin } from '@/lib/site-origin';

/** A site that may embed a link, as its origin. */
export const embedSite = z
  .string('must be the address of a site')
  .trim()
  .max(260, 'must be the address of a site, for example https://www.example.com')
  .transform((text, ctx) => {
    const origin = siteOrigin(text);
    if (origin !== null) return origin;
    ctx.addIssue({
      code: 'custom',
      message: 'must be the address of a site, for example https://www.example.com',
    });
    return z.NEVER;
  });
