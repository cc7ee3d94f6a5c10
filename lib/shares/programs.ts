import { createIsbotFromList, isbotPatterns, list } from 'isbot';

/** Programs that somebody starts to see a link: their visits count, so patterns that find one of them are left out. */
const TOOLS = [
  'curl/8.1',
  'node',
  'undici',
  'python-requests/2.31',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36',
];
/** Programs that only those patterns find: they show in a chat what a link leads to. */
const UNFURLERS =
  /^Microsoft Teams|^Signal-|^Iframely|^meta-external|facebookexternalhit|NotionEmbedder|CiscoSpark|unfurl/i;

const left = new Set(TOOLS.flatMap((agent) => isbotPatterns(agent)));
const isCrawler = createIsbotFromList(list.filter((pattern) => !left.has(pattern)));

/** Longer texts are cut: no browser sends one. */
const MAX_LENGTH = 1_000;

/** Whether a program asks by itself: a crawler, or one that shows in a chat what a link leads to. */
export function isProgram(userAgent: string): boolean {
  const agent = userAgent.slice(0, MAX_LENGTH);
  return UNFURLERS.test(agent) || isCrawler(agent);
}
