/**
 * Reads a form's text fields on submit. The fields are uncontrolled, so that what was typed or autofilled
 * before hydration is not lost.
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
