/** `waiting` can be used, `used` was, `ended` is too old. */
export const INVITATION_STATES = ['waiting', 'used', 'ended'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/** How long an invitation can be used, days. */
export const INVITATION_DAYS = 7;

/** The page of an invitation. */
export const invitationPath = (token: string) => `/invite?token=${token}`;
