/**
 * What a word in front of a value says about it: that it is a job's id, that it is an id or a job, that it is
 * something else which must not be taken for an id. Null if it says nothing.
 */
export type Label = 'jobId' | 'id' | 'job' | 'other' | null;

/** The words for "job" in texts about renders, without accents. */
const JOBS = ['job', 'jobs', 'auftrag', 'rendering', 'render', 'rendu', 'task', 'tache', 'travail'];
const NUMBERS = [
  'id',
  'ids',
  'no',
  'nr',
  'number',
  'nummer',
  'uuid',
  'identifier',
  'identifiant',
  'numero',
  'kennung',
  'key',
  'ref',
  'reference',
];
const JOB_LABELS = new Set(JOBS);
const ID_LABELS = new Set([
  'id',
  'ids',
  'identifier',
  'identifiers',
  'identifiant',
  'identifiants',
  'kennung',
  'kennungen',
  'uuid',
]);
const JOB_ID_LABELS = new Set([
  ...JOBS.flatMap((job) =>
    NUMBERS.flatMap((number) => [
      `${job}${number}`,
      `${job}s${number}`,
      `${number}${job}`,
      `${number}de${job}`,
    ]),
  ),
  ...NUMBERS.flatMap((number) => [`gepetto${number}`, `gepettojob${number}`, `${number}dujob`]),
]);
/** "request id", "room id" and others are ids of something else. */
const OTHERS = new Set(
  'request user style room sky skies furniture session trace client order customer account message webhook share token api project transaction invoice ticket event correlation tracking device company team tenant build commit meeting'.split(
    ' ',
  ),
);
const SECRETS =
  /(?:bearer|token|secret|password|passwort|apikey|authorization|cookie|signature|etag)$/;
/** After a letter of ASCII: what another script writes in front of "ID" is unknown, and may mean a job. */
const OTHER_ID = /[a-z](?:id|ids|key|token|hash|etag)$/;

/** A label in lower case, without accents, spaces and punctuation. */
export function normalizeLabel(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** @param before the word directly in front of `word`, if only a space or a hyphen is between them */
export function labelOf(word: string, before?: string): Label {
  const label = normalizeLabel(word);
  const qualifier = before === undefined ? '' : normalizeLabel(before);
  if (JOB_ID_LABELS.has(label)) return 'jobId';
  if (ID_LABELS.has(label)) {
    if (OTHERS.has(qualifier)) return 'other';
    return JOB_LABELS.has(qualifier) || qualifier === 'gepetto' ? 'jobId' : 'id';
  }
  if (JOB_LABELS.has(label)) return 'job';
  if (JOB_LABELS.has(qualifier) && NUMBERS.includes(label)) return 'jobId';
  return SECRETS.test(label) || OTHER_ID.test(label) ? 'other' : null;
}

/** Whether a text is the heading of a column of ids: "ID", "Job ID", "job_id", "Jobs". */
export function isIdHeading(text: string): boolean {
  const label = normalizeLabel(text);
  return JOB_ID_LABELS.has(label) || ID_LABELS.has(label) || JOB_LABELS.has(label);
}
