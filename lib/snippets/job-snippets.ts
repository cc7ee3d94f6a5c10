import 'server-only';
import { LANGUAGES, type Language } from './languages';

/** Stands for the URL in the cached HTML. */
const PLACEHOLDER_URL = 'https://any.example/v1/job/any';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** Escapes HTML with the same entities as highlight.js. */
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** Loaded by the first page with snippets. */
async function loadHighlighter() {
  const { default: highlighter } = await import('highlight.js/lib/core');
  const grammars = {
    bash: import('highlight.js/lib/languages/bash'),
    javascript: import('highlight.js/lib/languages/javascript'),
    python: import('highlight.js/lib/languages/python'),
    php: import('highlight.js/lib/languages/php'),
    go: import('highlight.js/lib/languages/go'),
    ruby: import('highlight.js/lib/languages/ruby'),
  };
  for (const [name, grammar] of Object.entries(grammars)) {
    highlighter.registerLanguage(name, (await grammar).default);
  }
  return highlighter;
}

let highlighter: ReturnType<typeof loadHighlighter> | undefined;
const cache = new Map<Language['id'], string>();

/** Highlights each program once per process: only its URL changes. */
async function highlightWithPlaceholder({ id, grammar, quote, write }: Language): Promise<string> {
  highlighter ??= loadHighlighter();
  const html =
    cache.get(id) ??
    (await highlighter).highlight(write(quote(PLACEHOLDER_URL)), { language: grammar }).value;
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

/** A program in one language that requests a job. */
export type Snippet = Pick<Language, 'id' | 'name'> & {
  code: string;
  /** `code` as highlighted HTML. */
  html: string;
};

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
