/**
 * The texts in a form's fields, read when it is sent: what the browser has filled in or somebody has typed
 * before the page came alive is then not lost.
 */
export function readForm<Name extends string>(
  form: HTMLFormElement,
  ...names: Name[]
): Record<Name, string> {
  const data = new FormData(form);
  return Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? '')])) as Record<
    Name,
    string
  >;
}
