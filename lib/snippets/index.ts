import 'server-only';
import { curl } from './curl';
import { go } from './go';
import { highlight } from './highlight';
import { javascript } from './javascript';
import type { Language } from './language';
import { php } from './php';
import { python } from './python';
import { ruby } from './ruby';

/** The call of one job from one language. */
export type Snippet = Pick<Language, 'id' | 'name'> & {
  /** The program. */
  code: string;
  /** The same as HTML, highlighted. */
  html: string;
};

const LANGUAGES: Language[] = [curl, javascript, python, php, go, ruby];

/**
 * `GET <baseUrl>/v1/job/<jobId>` in six languages, ready to be run: the token comes from the
 * environment variable BOTTEGA_TOKEN, the status and the output's address are printed (curl prints the
 * whole answer), and an HTTP error ends the program with the answer that explains it.
 *
 * @param baseUrl an origin, without a slash at its end
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
