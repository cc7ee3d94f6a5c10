import 'server-only';
import { AppError } from '@/lib/errors';
import { singleton } from '@/lib/singleton';

/**
 * A password that an attacker who tries common ones and their variants first finds within this many guesses is
 * refused. zxcvbn calls more than that "safely unguessable".
 */
const FEWEST_GUESSES = 1e8;

/** Only this much of a password is looked at: the time grows with the square of the length. */
const MAX_LENGTH = 64;

/** Names of the product, from which people make passwords for it. */
const PRODUCT = ['bottega', 'gepetto', 'gepettoai'];

/**
 * zxcvbn with its list of 30,000 common passwords: 15 MB of memory, so it is loaded when somebody chooses a
 * password.
 */
const loading = singleton('password-strength', () => ({
  current: null as Promise<Estimate> | null,
}));

type Estimate = (password: string, words: string[]) => number;

async function load(): Promise<Estimate> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary,
    graphs: adjacencyGraphs,
    maxLength: MAX_LENGTH,
    l33tMaxSubstitutions: 20,
  });
  return (password, words) => zxcvbn.check(password, words).guesses;
}

function estimator(): Promise<Estimate> {
  loading.current ??= load().catch((error: unknown) => {
    loading.current = null;
    throw error;
  });
  return loading.current;
}

/** The parts of a name or an address that somebody may make a password from. */
function wordsOf(text: string | null | undefined): string[] {
  if (!text) return [];
  return [text, ...text.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length > 2);
}

/**
 * Refuses a password that is common, or a variant of a common one, of the product's name or of the person's own
 * name or address: in any case, with digits added, with other characters for letters, repeated or typed along
 * the keyboard. No character is demanded.
 * @throws AppError `common_password`
 */
export async function assertHardToGuess(
  password: string,
  { email, name }: { email: string; name?: string | null | undefined },
): Promise<void> {
  const estimate = await estimator();
  const words = [...PRODUCT, ...wordsOf(email), ...wordsOf(name)];
  if (estimate(password, words) >= FEWEST_GUESSES) return;
  throw new AppError(
    'common_password',
    'This password is easy to guess, because it is common or made from your name or address. Choose another one: a few random words are easy to remember.',
  );
}
