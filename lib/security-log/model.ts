/** Every security event and its sentence in the process's log. docs/operations.md explains them. */
export const EVENTS = {
  signed_in: 'a user signed in',
  signed_out: 'a user signed out',
  signed_up: 'a user signed up',
  sign_in_failed: 'a sign-in failed',
  sign_in_confirmed: 'a user confirmed who they are',
  confirmation_failed: 'a confirmation of who a user is failed',
  sessions_ended: 'sessions of a user were ended',
  password_changed: 'a user changed their password',
  password_set: 'a user set their first password',
  password_reset: 'a password was reset by a link',
  password_reset_requested: 'a link to reset a password was requested',
  sign_up_failed: 'a sign-up failed',
  sign_in_link_requested: 'a sign-in link was requested',
  address_proved: 'an email address was proved for the first time',
  address_requested: 'a link to prove an address was requested',
  address_changed: 'the address of a user was changed',
  ways_in_removed: 'every way in from before the proof of the address was removed',
  account_linked: 'an account of a sign-in service was linked',
  account_unlinked: 'an account of a sign-in service was unlinked',
  token_created: 'a token was created',
  token_revoked: 'a token was revoked',
  token_rejected: 'a token was rejected',
  share_created: 'a share link was created',
  share_revoked: 'a share link was revoked',
  share_address_replaced: 'a share link got a new address',
  share_password_failed: 'a share link was locked after wrong passwords',
  webhook_created: 'a webhook was created',
  webhook_enabled: 'a webhook was enabled',
  webhook_disabled: 'a webhook was disabled',
  webhook_deleted: 'a webhook was deleted',
  webhook_secret_shown: 'the secret of a webhook was shown',
  webhook_secret_rotated: 'the secret of a webhook was rotated',
  cron_rejected: 'a request with a wrong cron secret was rejected',
  operator_made: 'a user was made an operator',
  operator_unmade: 'a user is no longer an operator',
  account_disabled: 'an account was disabled',
  account_enabled: 'an account was enabled',
  account_signed_out: 'all sessions of a user were ended by an operator',
  account_deletion_started: 'the deletion of an account was started',
  account_deleted: 'an account was deleted',
  second_factor_asked: 'a sign-in waits for the second factor',
  second_factor_enabled: 'a user set up a second factor',
  second_factor_disabled: 'a user removed a second factor',
  second_factor_failed: 'a second factor was wrong',
  recovery_codes_made: 'a user made new recovery codes',
  recovery_code_used: 'a user used a recovery code',
  passkey_added: 'a user added a passkey',
  passkey_renamed: 'a user renamed a passkey',
  passkey_deleted: 'a user deleted a passkey',
  passkey_rejected: 'a passkey was rejected',
  second_factor_removed: 'the second factor of a user was removed',
  reset_link_created: 'an operator created a link to reset a password',
  invitation_created: 'an invitation was created',
  invitation_renewed: 'an invitation got a new link',
  invitation_revoked: 'an invitation was revoked',
  invitation_used: 'an invitation was used',
} as const;

export type SecurityEvent = keyof typeof EVENTS;

export const EVENT_NAMES = Object.keys(EVENTS) as [SecurityEvent, ...SecurityEvent[]];

/** Whether an event is a failure, which the process's log has as a warning. */
export const isFailure = (event: string) => /_(?:failed|rejected)$/.test(event);

/**
 * Whether anybody can cause an event, without an account and as often as they like. Equal ones of a few minutes
 * share a line.
 */
export const isByAnybody = (event: SecurityEvent) => /_(?:failed|rejected|requested)$/.test(event);
