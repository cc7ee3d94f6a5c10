import 'server-only';
import { getEnv } from '@/lib/env';

/** The ways in that this deployment offers; a page shows exactly these. */
type SignInMethods = {
  password: true;
  github: boolean;
  google: boolean;
  /** With the name for its button. */
  oidc: { name: string } | null;
  /** By a link in a mail. */
  email: boolean;
  signUpOpen: boolean;
};

/** What is offered, by which variables are set. */
export function signInMethods(): SignInMethods {
  const { github, google, oidc, email, signUpOpen } = getEnv();
  return {
    password: true,
    github: github !== undefined,
    google: google !== undefined,
    oidc: oidc ? { name: oidc.name } : null,
    email: email !== undefined,
    signUpOpen,
  };
}
