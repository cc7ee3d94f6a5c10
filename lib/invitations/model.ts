/** `waiting` can be used, `used` was, `ended` is too old. */
export const INVITATION_STATES = ['waiting', 'used', 'ended'] as const;

/** How long an invitation can be used, days. */
export const INVITATION_DAYS = 7;

/** The page of an invitation. */
export const invitationPath = (token: string) => `/invite?token=${token}`;
