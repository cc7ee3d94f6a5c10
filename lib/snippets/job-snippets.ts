import 'server-only';
import { highlighted } from './highlighter';
import { LANGUAGES, type Language } from './languages';
import { escapeHtml, type Snippet } from './model';

/** Stands for the URL in the cached HTML. */
const PLACEHOLDER_URL = 'https://any.example/v1/job/any';

const cache = new Map<Language['id'], string>();

/** Highlights each program once per process: only its URL changes. */
async function highlightWithPlaceholder({ id, grammar, quote, write }: Language): Promise<string> {
  const html = cache.get(id) ?? (await highlighted(write(quote(PLACEHOLDER_URL)), grammar));
  cache.set(id, html);
  return html;
}

/**
 * The program that requests `url` as HTML: spans with the classes of highlight.js (`hljs-string`, ...),
 * everything else escaped.
 */
async function highlight(language: Language, url: string): Promise<string> {
  const html = await highlightWithPlaceholder(language);
  const literal = (of: string) => escapeHtml(language.quote(of));
  return html.replace(literal(PLACEHOLDER_URL), () => literal(url));
}

/**
 * Programs in every language of `LANGUAGES` that request `GET <baseUrl>/v1/job/<jobId>`. They take the token from the
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
