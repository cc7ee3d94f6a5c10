/** Lifetime of the sign-in link in a mail, minutes. Here, so that a page can name it without loading the mailer. */
export const LINK_MINUTES = 30;
