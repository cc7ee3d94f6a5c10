import 'server-only';
import { highlighted } from './highlighter';
import { LANGUAGES } from './languages';
import { BODY_PLACEHOLDER, type Template, URL_PLACEHOLDER } from './model';
import { startProgram } from './start-programs';

let templates: Promise<Template[]> | undefined;

/**
 * Programs in every language that start a job through the drop-in, without address and body: `fillTemplate` of
 * `model.ts` adds them, also in the browser, which has no highlighter.
 */
export function startTemplates(): Promise<Template[]> {
  templates ??= Promise.all(
    LANGUAGES.map(async (language) => {
      const { id, name, grammar, quote } = language;
      const code = startProgram(language, quote(URL_PLACEHOLDER), BODY_PLACEHOLDER);
      return { id, name, code, html: await highlighted(code, grammar) };
    }),
  );
  return templates;
}
