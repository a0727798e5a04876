import type { Arbitrary } from 'fast-check';
import type { Tolerance } from './compare.ts';

/** Cases drawn where a law does not say how many: enough for the corpus and the mutants. */
export const DRAWS = 50;

/** A common mistake, described by what it computes: a law that fails exactly like it can name it. */
export interface Suspect<Case> {
  /** What the student reads, for example `Yours is mirrored: is the kernel flipped?` */
  says: string;
  /** What an implementation with this mistake returns. */
  as(given: Case): unknown;
}

interface LawText<Case> {
  /** The task's number, for example `2.1`. */
  task: string;
  /** What holds for every correct implementation, as a claim in words. */
  claim: string;
  points: number;
  /** Draws cases: few elements, short numbers, every dimension different. */
  given: Arbitrary<Case>;
  /** Cases that are always tried, before any drawn one. */
  examples?: readonly Case[];
  /** How many cases are drawn; 50 by default. 0 draws tries the examples alone. */
  draws?: number;
  /** The parts of a case that the student is shown, by name; the whole case by default. */
  show?(given: Case): Record<string, unknown>;
  /** One or two sentences: why every correct implementation obeys. */
  why: string;
  /** Where to look again. */
  look: string;
}

/** A law of the form "this equals that". */
export interface EqualityLaw<Case> extends LawText<Case> {
  /** What the subject computes. */
  got(given: Case): unknown;
  /** What it must equal, in shape and in value. */
  wanted(given: Case): unknown;
  tolerance?: Tolerance;
  suspects?: readonly Suspect<Case>[];
}

/** A law of any other form. */
interface CheckedLaw<Case> extends LawText<Case> {
  /** @throws {Unlawful} when the law does not hold for this case. */
  check(given: Case): unknown;
}

export type LawSpec<Case> = EqualityLaw<Case> | CheckedLaw<Case>;

/** A law as the hosts see it: the type of its cases is its own business. */
// oxlint-disable-next-line typescript/no-explicit-any -- a list of laws mixes types of cases
export type AnyLaw = LawSpec<any>;

/** Thrown by a law's `check` to say what does not hold. */
export class Unlawful extends Error {
  override name = 'Unlawful';
  readonly shown: Record<string, unknown>;

  /** @param shown - further values that help to understand, by name. */
  constructor(message: string, shown: Record<string, unknown> = {}) {
    super(message);
    this.shown = shown;
  }
}

/** Who takes the laws of a file: vitest, the grader, a script. */
export type LawHost = (law: AnyLaw) => void;

let currentHost: LawHost | undefined;

/** Laws declared from now on go to `host`. */
export function hostLaws(host: LawHost): void {
  currentHost = host;
}

/** Declares a law: a claim about the subject, and a property that tests it. */
export function law<Case>(spec: LawSpec<Case>): void {
  if (!currentHost) {
    throw new Error('Laws are run by `npm test katas/partN`, not by executing their file.');
  }
  currentHost(spec);
}
