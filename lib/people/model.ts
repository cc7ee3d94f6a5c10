/** What the list of people can show. */
export const PEOPLE_FILTERS = ['all', 'operators', 'disabled'] as const;
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];

/** `deleting`: the account is dead, and its jobs are being deleted or handed over. */
export const PERSON_STATES = ['active', 'disabled', 'deleting'] as const;

/** Jobs are counted up to this number: counting more costs too much in a list. */
export const MAX_COUNTED_JOBS = 10_000;
