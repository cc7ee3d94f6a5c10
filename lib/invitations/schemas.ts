import { z } from 'zod';
import { emailSchema } from '@/lib/email-address';
import { INVITATION_STATES } from './model';

export const invitationView = z
  .strictObject({
    id: z.string(),
    email: z.string().nullable().describe('The only address that may use it; null if any may.'),
    state: z.enum(INVITATION_STATES),
    invitedBy: z.string().nullable().describe('The address of the operator.'),
    usedBy: z.string().nullable().describe('The address of the account that it created.'),
    createdAt: z.int().describe('ms UTC'),
    expiresAt: z.int().describe('ms UTC'),
    usedAt: z.int().nullable().describe('ms UTC'),
  })
  .meta({ id: 'Invitation' });

export type InvitationView = z.infer<typeof invitationView>;

export const newInvitation = z.strictObject({
  email: emailSchema
    .optional()
    .describe(
      'Whom to invite: only this address may then sign up by the link. Without it, any may.',
    ),
});

export const madeInvitation = z.strictObject({
  invitation: invitationView,
  url: z.string().describe('The link. It is not shown again.'),
  mailed: z.boolean().describe('Whether the link was sent to the address.'),
});

export type MadeInvitation = z.infer<typeof madeInvitation>;

/** Path parameters of an invitation. Documented but not validated: an unknown id gives 404. */
export const invitationParams = z.object({
  id: z
    .string()
    .describe("The invitation's `id`.")
    .meta({ examples: ['3c9d1b7e-52a4-4f0b-8f0e-6a1d2c4b8e95'] }),
});

export const invitationQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,16}\.[\w-]{1,40}$/, 'must be the cursor of the page before')
    .optional()
    .describe('The cursor of the page before.'),
});
