import 'server-only';
import { curl } from './curl';
import { go } from './go';
import { highlight } from './highlight';
import { javascript } from './javascript';
import type { Language } from './language';
import { php } from './php';
import { python } from './python';
import { ruby } from './ruby';

/** A program in one language that requests a job. */
export type Snippet = Pick<Language, 'id' | 'name'> & {
  code: string;
  /** `code` as highlighted HTML. */
  html: string;
};

const LANGUAGES: Language[] = [curl, javascript, python, php, go, ruby];

/**
 * Programs in six languages that request `GET <baseUrl>/v1/job/<jobId>`. They take the token from the
 * environment variable BOTTEGA_TOKEN, print the status and the output's URL (curl prints the whole
 * response), and exit with the response on an HTTP error.
 *
 * @param baseUrl an origin, without a trailing slash
 */
export function jobSnippets(input: { baseUrl: string; jobId: string }): Promise<Snippet[]> {
  const url = `${input.baseUrl}/v1/job/${input.jobId}`;
  return Promise.all(
    LANGUAGES.map(async (language) => ({
      id: language.id,
      name: language.name,
      code: language.write(language.quote(url)),
      html: await highlight(language, url),
    })),
  );
}
