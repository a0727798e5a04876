import type { FingerprintIndex, TokenizedFile } from '@dodona/dolos-core';

/** Lines that are alike, first and last, from 1. */
export interface Fragment {
  aLines: [number, number];
  bLines: [number, number];
  /** How many tokens of syntax. */
  tokens: number;
}

interface Run {
  a: [number, number];
  b: [number, number];
}

/** One of two files that are laid side by side. */
interface Side {
  file: TokenizedFile;
  /** The line of each of its tokens. */
  lines: readonly number[];
}

/** Beyond so many ways to pair up what two files share, a program of repetitions would take all memory. */
const MOST_PAIRINGS = 500_000;

/**
 * The runs of tokens that two files of an index share, each place used once, in the order of the
 * first file; none where the two repeat themselves so often that it would take too long.
 */
export function fragmentsOf(index: FingerprintIndex, a: Side, b: Side): Fragment[] {
  const pairings = index
    .sharedFingerprints()
    .filter(({ ignored }) => !ignored)
    .reduce(
      (sum, print) => sum + print.occurrencesOf(a.file).length * print.occurrencesOf(b.file).length,
      0,
    );
  if (pairings > MOST_PAIRINGS) return [];
  const runs = index
    .getPair(a.file, b.file)
    .buildFragments()
    .map(({ pairs }): Run => {
      const [first, last] = [pairs[0], pairs[pairs.length - 1]];
      return { a: [first.left.start, last.left.stop], b: [first.right.start, last.right.stop] };
    });
  const taken: Run[] = [];
  // What is written once and matches thrice is shown with its longest counterpart.
  for (const run of runs.sort((x, y) => length(y) - length(x))) {
    const isFree = taken.every(({ a, b }) => !overlap(a, run.a) && !overlap(b, run.b));
    if (isFree) taken.push(run);
  }
  return taken
    .sort((x, y) => x.a[0] - y.a[0])
    .map((run) => ({
      aLines: [a.lines[run.a[0]], a.lines[run.a[1]]],
      bLines: [b.lines[run.b[0]], b.lines[run.b[1]]],
      tokens: length(run),
    }));
}

const length = ({ a }: Run) => a[1] - a[0] + 1;

/** Neighbours share a few tokens at their ends: only what lies for the most part in the other counts. */
function overlap([from, to]: [number, number], [start, stop]: [number, number]): boolean {
  const common = Math.min(to, stop) - Math.max(from, start) + 1;
  return common > Math.min(to - from + 1, stop - start + 1) / 2;
}
