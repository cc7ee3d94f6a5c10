/** Lifetime of an emailed sign-in link, minutes. Defined here so that pages need not load the mailer. */
export const LINK_MINUTES = 30;
