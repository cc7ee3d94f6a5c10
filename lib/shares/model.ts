/** The part of lib/shares that the browser may import: types, constants and pure functions. No zod, no database. */

import type { z } from 'zod';
import type { feedbackView } from './feedback-schemas';
import type { shareView } from './schemas';

/** `closed`: what has been said is shown, and nothing more is taken. */
export const FEEDBACK_MODES = ['off', 'open', 'closed'] as const;

export type FeedbackMode = (typeof FEEDBACK_MODES)[number];

export const FEEDBACK_KINDS = ['like', 'comment'] as const;

/** Why a link shows nothing any more: its time is over, its views are used up, or its jobs were removed. */
export const SHARE_ENDS = ['expired', 'viewed', 'empty'] as const;

export type ShareEnd = (typeof SHARE_ENDS)[number];

/** A link as its owner sees it. Times are ms UTC. */
export type ShareView = z.infer<typeof shareView>;

/** What a visitor said, as the owner sees it. */
export type FeedbackView = z.infer<typeof feedbackView>;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** How long a new link lasts unless something else is chosen. */
export const DEFAULT_DAYS = 7;
/** The times to choose from, days; besides them a date, or never. */
export const DAYS_TO_CHOOSE = [1, 7, 30] as const;

/** @returns ms UTC */
export const endsAfter = (days: number, now: number): number => now + days * DAY_MS;

/** Results on one board. */
export const MAX_ITEMS = 200;
export const MAX_TITLE = 120;
export const MAX_NOTE = 2_000;
/** Length of a link's password, characters. */
export const SHORTEST_SHARE_PASSWORD = 4;
export const LONGEST_SHARE_PASSWORD = 128;
export const MAX_VIEWS = 1_000_000;
export const MAX_EMBED_SITES = 10;
/** Length of a comment, of the name above it, and of the owner's answer, characters. */
export const MAX_COMMENT = 2_000;
export const MAX_NAME = 80;
export const MAX_ANSWER = 2_000;
/** Likes and comments that one link keeps. */
export const MAX_FEEDBACK = 1_000;

/** How many wrong passwords lock a link for an address, and for how long, ms. */
export const WRONG_PASSWORDS = 5;
export const LOCKED_MS = 15 * 60 * 1_000;

/** What was said of a job on all its links: numbers for its card. */
export type FeedbackCounts = { likes: number; comments: number; unseen: number };
