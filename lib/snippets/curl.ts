import type { Language } from './language';

/** A POSIX shell with curl 7.76 or newer (`--fail-with-body`). Prints the whole response. */
export const curl: Language = {
  id: 'curl',
  name: 'curl',
  grammar: 'bash',
  // Everything between single quotes is literal, except a single quote itself (POSIX, section 2.2.2).
  quote: (text) => `'${text.replaceAll("'", "'\\''")}'`,
  write: (url) => `curl --fail-with-body --silent --show-error \\
  --header "Authorization: Bearer $BOTTEGA_TOKEN" \\
  ${url}
`,
};
