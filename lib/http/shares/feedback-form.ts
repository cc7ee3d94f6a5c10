import 'server-only';

/** A number as a form sends it, or what is no number as it is, for the schema to refuse. */
const numberOf = (text: string) => (/^\d{1,4}$/.test(text) ? Number(text) : text);

/** The fields of a form of the page as the JSON that a script would send. */
export function feedbackOf(form: URLSearchParams): Record<string, unknown> {
  const { item, liked, name, ...others } = Object.fromEntries(form);
  return {
    ...others,
    ...(item && { item: numberOf(item) }),
    ...(liked !== undefined && { liked: liked !== 'false' }),
    // Browsers send an empty field.
    ...(name && { name }),
  };
}
