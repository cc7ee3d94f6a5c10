import { sql } from 'drizzle-orm';
import { onVercel } from '@/lib/env';
import { log } from '@/lib/log';
import { singleton } from '@/lib/singleton';
import type { Db } from './types';

/** The database's clock, in a statement: ms UTC. */
export const DATABASE_NOW = sql<number>`CAST(unixepoch('subsec') * 1000 AS INTEGER)`;

/** How far a reading may differ from the expected time without being a jump, ms. */
const TOLERANCE_MS = 2_000;
/** How long a clock must have been elsewhere before its time is taken over, ms. */
const PERSISTENCE_MS = 30_000;
/** A reading that took longer says too little, ms. */
const MAX_TRIP_MS = 1_000;

const seconds = (ms: number) => Math.round(ms / 1_000);

/**
 * The time of the database's clock, which all instances share: read now and then, and counted on in between by
 * a clock that nobody sets. An instance whose own clock is wrong is as right as the others.
 *
 * A reading that jumps is not believed until the clock has stayed there for half a minute: a clock that is
 * wrong for some seconds changes nothing.
 */
export class SharedClock {
  readonly #elapsed: () => number;
  readonly #note: (event: 'ignored' | 'adopted', seconds: number) => void;
  #offset: number | undefined;
  /** How far readings are off, and since when. */
  #jump: { byMs: number; since: number } | undefined;

  /** @param elapsed ms that only grow; @param note told of jumps, in seconds, forwards if positive */
  constructor(
    elapsed: () => number,
    note: (event: 'ignored' | 'adopted', seconds: number) => void = () => {},
  ) {
    this.#elapsed = elapsed;
    this.#note = note;
  }

  /** Ms UTC. The process's own clock before the first reading. */
  now(): number {
    return this.#offset === undefined ? Date.now() : Math.round(this.#elapsed() + this.#offset);
  }

  /** Takes a reading of the database's clock, ms UTC, made at this moment. */
  read(time: number): void {
    const at = this.#elapsed();
    const byMs = this.#offset === undefined ? 0 : time - (at + this.#offset);
    if (Math.abs(byMs) <= TOLERANCE_MS) {
      this.#offset = time - at;
      this.#jump = undefined;
      return;
    }
    if (!this.#jump || Math.abs(byMs - this.#jump.byMs) > TOLERANCE_MS) {
      this.#jump = { byMs, since: at };
      this.#note('ignored', seconds(byMs));
    } else if (at - this.#jump.since >= PERSISTENCE_MS) {
      this.#offset = time - at;
      this.#jump = undefined;
      this.#note('adopted', seconds(byMs));
    }
  }
}

const SENTENCE = {
  ignored: 'the clock has jumped: the new time is used if it stays for half a minute',
  adopted: 'the clock has been set: the new time is used from now on',
};

const shared = singleton(
  'clock',
  () =>
    // A serverless process is frozen between requests, and this clock with it.
    new SharedClock(onVercel() ? Date.now : () => performance.now(), (event, jumpedBy) =>
      log().warn({ seconds: jumpedBy }, SENTENCE[event]),
    ),
);

/** The time of the database of this process, ms UTC. */
export const now = (): number => shared.now();

/** Reads the clock of the database of this process. Throws DatabaseError. */
export async function readClock(db: Db): Promise<void> {
  const start = performance.now();
  const [row] = await db.all<{ time: number }>(sql`SELECT ${DATABASE_NOW} AS time`);
  const trip = performance.now() - start;
  if (row && trip <= MAX_TRIP_MS) shared.read(row.time + trip / 2);
}
