/** Who opens a link, as far as the request tells. `readVisitor` in lib/http makes it. */
export type Visitor = {
  /** From `clientAddress`: counts wrong passwords, feedback and, hashed, views. Never stored. */
  address: string;
  userAgent: string;
  /** The signed-in user; null for everybody else. */
  userId: string | null;
  /** What the cookie says that a right password set, not verified; null without one. */
  unlock: string | null;
  /** The random number of a browser in which somebody has given feedback; null in others. */
  guest: string | null;
};
