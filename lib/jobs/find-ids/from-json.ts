import { cleanValue } from './clean';
import { type Label, labelOf } from './labels';
import { canBeId, LOOKS, lookOf } from './looks';

type Found = { id: string; rank: number };
type Node = { value: unknown; label: Label; depth: number; isJob: boolean };

const JOB_ID = 1_000;
const ID_OF_JOB = 900;
/** Minus the depth: an outer id is likelier to be the job's than that of a part of it. */
const ID = 800;

function rankOf({ label, depth, isJob }: Node, text: string): number | null {
  if (label === 'jobId') return JOB_ID;
  // `"job": "furnish"` is no id where there is another.
  if (label === 'job') return lookOf(text) > LOOKS.word ? ID_OF_JOB : 1;
  if (label === 'id') return isJob ? ID_OF_JOB : Math.max(1, ID - depth);
  return null;
}

/** The values inside a node, in the order of the text. */
function inside({ value, label, depth }: Node): Node[] {
  if (Array.isArray(value)) {
    return value.map((item) => ({ value: item, label, depth: depth + 1, isJob: false }));
  }
  const fields = Object.entries(value as object);
  // A job of Gepetto's has a status and a mode; an object under "job" is one too.
  const isJob = label === 'job' || fields.some(([name]) => /^(?:status|mode|state)$/i.test(name));
  return fields.map(([name, field]) => ({
    value: field,
    label: labelOf(name),
    depth: depth + 1,
    isJob,
  }));
}

/**
 * The ids in a parsed JSON value, those with the strongest names: `jobId` before the `id` of an object with a
 * status, and that before any other `id`. A list of nothing but ids counts too.
 * @returns the ids, or the texts in which they may be hidden
 */
export function idsFromJson(root: unknown): { ids: string[]; texts: string[] } {
  const found: Found[] = [];
  const texts: string[] = [];
  const stack: Node[] = [{ value: root, label: null, depth: 0, isJob: false }];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (typeof node.value === 'object' && node.value !== null) {
      stack.push(...inside(node).reverse());
    } else if (typeof node.value === 'string' && node.label !== 'other') {
      const id = cleanValue(node.value);
      const rank = rankOf(node, id);
      if (rank !== null && canBeId(id)) found.push({ id, rank });
      else texts.push(node.value);
    }
  }
  if (found.length === 0 && Array.isArray(root) && root.every((item) => typeof item === 'string')) {
    const ids = root.map(cleanValue).filter(canBeId);
    return { ids, texts: ids.length === root.length ? [] : texts };
  }
  const best = Math.max(0, ...found.map(({ rank }) => rank));
  return { ids: found.filter(({ rank }) => rank === best).map(({ id }) => id), texts };
}
