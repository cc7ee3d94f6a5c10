import type { Language } from './language';

/** A POSIX shell with curl 7.76 or newer (`--fail-with-body`). Prints the whole answer. */
export const curl: Language = {
  id: 'curl',
  name: 'curl',
  grammar: 'bash',
  // Between single quotes all is literal; only a quote must stand outside of them (POSIX, section 2.2.2).
  quote: (text) => `'${text.replaceAll("'", "'\\''")}'`,
  write: (url) => `curl --fail-with-body --silent --show-error \\
  --header "Authorization: Bearer $BOTTEGA_TOKEN" \\
  ${url}
`,
};
