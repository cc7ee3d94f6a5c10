import { z } from 'zod';
import { EVENT_NAMES } from './model';

const person = z
  .strictObject({
    id: z.string(),
    email: z.string().nullable().describe('Null if the account was deleted.'),
  })
  .nullable();

/** A line of the security log. `at` is ms UTC. */
export const securityLine = z
  .strictObject({
    id: z.int(),
    at: z.int(),
    // A later version may have written events that this one does not know.
    event: z.string().describe('For example `signed_in`.'),
    about: person.describe('The user whom it is about.'),
    by: person.describe('The operator who did it, if it was not the user.'),
    account: z
      .string()
      .nullable()
      .describe('Stands for an address that has no account: equal for the same address.'),
    from: z.string().nullable().describe("The client's network; null for background work."),
    details: z.record(z.string(), z.string()).describe('Ids and fixed words.'),
    times: z.int().describe('How often it happened, if equal failures share the line.'),
  })
  .meta({ id: 'SecurityLine' });

export type SecurityLine = z.infer<typeof securityLine>;

export const securitySelection = z.strictObject({
  person: z
    .string()
    .trim()
    .max(254)
    .optional()
    .describe('An address, or the `id` of a user: lines about them and by them.'),
  event: z.enum(EVENT_NAMES).optional(),
  from: z.iso.date().optional().describe('The first day, UTC.'),
  to: z.iso.date().optional().describe('The last day, UTC.'),
});

export type SecuritySelection = z.infer<typeof securitySelection>;

export const securityQuery = securitySelection.extend({
  cursor: z
    .string()
    .regex(/^\d{1,16}\.\d{1,16}$/, 'must be the cursor of the page before')
    .optional()
    .describe('The cursor of the page before.'),
});

/** The query of the page: what is invalid counts as not given. */
export function parseSecurityQuery(raw: Record<string, unknown>): z.infer<typeof securityQuery> {
  const { person, event, from, to, cursor } = securityQuery.shape;
  return {
    person: person.safeParse(raw.person).data || undefined,
    event: event.safeParse(raw.event).data,
    from: from.safeParse(raw.from).data,
    to: to.safeParse(raw.to).data,
    cursor: cursor.safeParse(raw.cursor).data,
  };
}
