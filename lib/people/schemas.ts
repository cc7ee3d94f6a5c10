import { z } from 'zod';
import { PEOPLE_FILTERS, PERSON_STATES } from './model';

/** A user as operators see them. Times are ms UTC. */
export const personView = z
  .strictObject({
    id: z.string(),
    name: z.string().nullable(),
    email: z.string(),
    emailProved: z.boolean().describe('Whether the user has proved that the address is theirs.'),
    operator: z.boolean(),
    listedOperator: z
      .boolean()
      .describe('Whether `ADMIN_EMAILS` makes the user an operator; only there it can be undone.'),
    state: z.enum(PERSON_STATES),
    createdAt: z.int(),
    lastSeenAt: z
      .int()
      .nullable()
      .describe('The last use of a session or token, accurate to 15 minutes; null if unknown.'),
    jobsPerMonth: z
      .int()
      .nullable()
      .describe('Jobs that the user may start in a month; null: as many as everybody.'),
    jobs: z.int().describe('Jobs in the history; 10,001 stands for more than 10,000.'),
    signIn: z
      .strictObject({
        password: z.boolean(),
        providers: z.array(z.string()).describe('The ids of linked issuers.'),
        passkeys: z.int(),
        authenticator: z.boolean().describe('Whether an authenticator app is set up.'),
      })
      .describe('How the user can sign in. A sign-in link by email is possible besides.'),
  })
  .meta({ id: 'Person' });

export type PersonView = z.infer<typeof personView>;

/** Path parameters of a person. Documented but not validated: an unknown id gives 404. */
export const personParams = z.object({
  id: z
    .string()
    .describe("The person's `id`.")
    .meta({ examples: ['7d2f0f4c-9a53-4d0e-8f59-0d3c5f7a1b2e'] }),
});

export const peopleQuery = z.strictObject({
  q: z.string().max(200).optional().describe('A part of the name or the address.'),
  show: z.enum(PEOPLE_FILTERS).default('all'),
  cursor: z
    .string()
    .regex(/^\d{1,16}\.[\w-]{1,100}$/, 'must be the cursor of the page before')
    .optional()
    .describe('The cursor of the page before.'),
});

export type PeopleQuery = z.infer<typeof peopleQuery>;

/** The query of the page: what is invalid counts as not given. */
export function parsePeopleQuery(raw: Record<string, unknown>): PeopleQuery {
  const { q, show, cursor } = peopleQuery.shape;
  return {
    q: q.safeParse(raw.q).data,
    show: show.safeParse(raw.show).data ?? 'all',
    cursor: cursor.safeParse(raw.cursor).data,
  };
}

export const personChange = z
  .strictObject({
    operator: z.boolean().optional(),
    disabled: z
      .boolean()
      .optional()
      .describe('Disabling ends all sessions, and tokens and webhooks are dead meanwhile.'),
    jobsPerMonth: z
      .int()
      .min(0)
      .max(1_000_000)
      .nullable()
      .optional()
      .describe('Jobs that the user may start in a month; null: as many as everybody.'),
  })
  .refine(
    (body) => Object.keys(body).length > 0,
    'Send "operator", "disabled" or "jobsPerMonth", or several of them',
  )
  .meta({ minProperties: 1 });

export type PersonChange = z.infer<typeof personChange>;

export const deletionBody = z.discriminatedUnion('jobs', [
  z.strictObject({ jobs: z.literal('delete') }),
  z.strictObject({
    jobs: z.literal('hand_over'),
    to: z
      .string()
      .max(254)
      .describe('The `id` or the address of the user who gets the jobs and share links.'),
  }),
]);
