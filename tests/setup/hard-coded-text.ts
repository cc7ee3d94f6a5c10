import { parseSync } from 'oxc-parser';

type Node = { type: string; [key: string]: unknown };

/** Attributes whose value people see or hear. */
const TEXT_ATTRIBUTES = ['alt', 'aria-label', 'hint', 'label', 'name', 'placeholder', 'title'];

/** Names and words that are the same in every language, and values that look like words. */
const ALLOWED = new Set([
  'Bottega',
  'Bottega ·',
  '· Bottega',
  'GitHub',
  'Google',
  'GEPETTO_API_KEY',
  // Keys of the viewer's library.
  'Photo gallery',
  'Zoom in',
  'Zoom out',
  'Enter Fullscreen',
  'Exit Fullscreen',
  'BOTTEGA_TOKEN',
  'JOB_ID',
  'ms',
  'Default',
  'Enter',
  'Escape',
  'Tab',
  'Configuration',
  'Csrf',
  'Unavailable',
  'Verification',
  '×',
]);

/** Where a string is code, not text: module names, keys, types, calls of a translator. */
const SKIPPED = [
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
];

const hasWord = (text: string) =>
  /\p{L}{2}/u.test(text) && !ALLOWED.has(text.trim()) && !/^https?:/.test(text);

/** A capitalised word at the start, or several words and a full stop (`!` also ends Tailwind classes). */
const readsLikeProse = (text: string) =>
  hasWord(text) &&
  (/^\p{Lu}\p{Ll}+($|[ ,:.…’]\S?)/u.test(text.trim()) || /\p{L} \p{L}.*[.?…]$/u.test(text));

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

function nameOf(node: unknown): string {
  return isNode(node) ? String(node.name ?? '') : '';
}

function textIn(node: Node, strict: boolean): string[] {
  const { type } = node;
  if (type === 'JSXText') return hasWord(String(node.value)) ? [String(node.value).trim()] : [];
  if (type === 'Literal' && typeof node.value === 'string') {
    return (strict ? hasWord : readsLikeProse)(node.value) ? [node.value] : [];
  }
  if (type === 'TemplateElement') {
    const { cooked } = node.value as { cooked: string };
    return (strict ? hasWord : readsLikeProse)(cooked) ? [cooked] : [];
  }
  // Errors for developers.
  if (type === 'NewExpression' && nameOf(node.callee) === 'Error') return [];
  if (type.startsWith('TS') && type.endsWith('Type')) return [];
  if (type === 'JSXAttribute') {
    const attribute = nameOf(node.name);
    // `name` is text on our components, and a field's key on elements.
    const value = node.value;
    if (!isNode(value)) return [];
    if (value.type === 'Literal') {
      const text =
        TEXT_ATTRIBUTES.includes(attribute) && !/^[a-z][\w:.-]*$/.test(String(value.value));
      return text ? textIn(value, true) : [];
    }
    return textIn(value, false);
  }
  return childrenOf(node).flatMap((child) => textIn(child, false));
}

/** The sentences and labels that a component has in its code instead of in the catalogue. */
export function hardCodedText(file: string, source: string): string[] {
  const { program } = parseSync(file, source);
  return (program.body as unknown as Node[])
    .filter(({ type }) => !SKIPPED.includes(type) || type === 'ExportNamedDeclaration')
    .flatMap((node) => textIn(node, false));
}
