import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meaningOf, type StatusMeaning } from '@/lib/gepetto/status-words';

const WORDS: Record<StatusMeaning, string> = {
  success: 'success succeeded successful completed complete done finished ready ok',
  failure: `error failed failure canceled cancelled timeout timed_out expired aborted blocked nsfw rejected denied
    content_filtered crashed insufficient_credits unsuccessful generation_failed failed_permanently`,
  pending: 'pending processing in_progress running queued waiting started retrying failed_retrying',
  unknown: 'constructor __proto__ marinating not_finished partially_completed',
};
const words = Object.entries(WORDS).flatMap(([meaning, list]) =>
  list.split(/\s+/).map((word): [string, StatusMeaning] => [word, meaning as StatusMeaning]),
);

/** The same word as other services write it. */
const spelled = (word: string) =>
  fc
    .tuple(
      fc.constantFrom('_', '-', ' ', '  ', '.'),
      fc.constantFrom(
        (text: string) => text,
        (text: string) => text.toUpperCase(),
        (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
      ),
      fc.constantFrom('', ' ', '\n'),
    )
    .map(([gap, cased, edge]) => edge + cased(word.replaceAll('_', gap)) + edge);

describe('the meaning of a status', () => {
  it.each(words.filter(([word]) => /^[a-z]/.test(word)))(
    'is the same in every spelling: %s is %s',
    (word, meaning) => {
      fc.assert(
        fc.property(spelled(word), (text) => {
          expect(meaningOf(text)).toBe(meaning);
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each([
    ['TimedOut', 'failure'],
    ['InProgress', 'pending'],
    ['Failed: no room in the picture', 'failure'],
    ['ＤＯＮＥ', 'success'],
    ['', 'unknown'],
    ['Task not found', 'unknown'],
    ['Request Moderated', 'failure'],
    ['Content Moderated', 'failure'],
    ['JOB_STATE_SUCCEEDED', 'success'],
    ['failed: the job could not be marked as done', 'failure'],
    ['error (not completed)', 'failure'],
    ['error: retrying in 5 s', 'pending'],
    ['pending: 2 of 3 completed', 'pending'],
    ['job:completed', 'success'],
    ['Terminé', 'success'],
    ['TERMINÉ', 'success'],
    ['Termine\u0301', 'success'],
    ['Échec', 'failure'],
    ['En cours', 'pending'],
    ['Fertig', 'success'],
    ['Fehlgeschlagen', 'failure'],
    ['In Bearbeitung', 'pending'],
    ['Completado', 'success'],
    ['Błąd', 'failure'],
    ['Готово', 'success'],
    ['ОШИБКА', 'failure'],
    ['完了', 'success'],
    ['失败', 'failure'],
    ['处理中', 'pending'],
  ])('of %s is %s', (text, meaning) => {
    expect(meaningOf(text)).toBe(meaning);
  });
});
