import { File, FingerprintIndex, Region, TokenizedFile, WinnowFilter } from '@dodona/dolos-core';
import type { FileEntry, SharedFingerprint } from '@dodona/dolos-core';

/** k tokens make a fingerprint; of every window of so many one is kept. What is shorter than both together may stay unseen. */
const K = 12;
const WINDOW = 6;

/** Where so many have the same fragment, it is how one writes it. */
const COMMON = { share: 0.75, files: 10 };

/** A file among those that it is compared with. */
export interface Fingerprinted {
  file: TokenizedFile;
  indexed: FileEntry;
  /** Occurrences of fingerprints that count. */
  total: number;
}

export interface Likeness {
  /** The share of both that lies in the other. */
  similarity: number;
  /** The same of the one that has more of itself in the other. */
  contained: number;
  /** Fingerprints of the smaller one. */
  size: number;
}

/**
 * Takes the fingerprints of files.
 *
 * @param files - the tokens of each.
 * @param handedOut - the tokens of files that do not count, wherever they are found.
 */
export function fingerprints(
  files: readonly string[][],
  handedOut: readonly string[][],
): { index: FingerprintIndex; entries: Fingerprinted[] } {
  const index = new FingerprintIndex(K, WINDOW);
  const filter = new WinnowFilter(K, WINDOW);
  // Not as ignored files of Dolos: in a file that is added after one, its fingerprints count all the same.
  index.addIgnoredHashes(
    handedOut.flatMap((tokens) => filter.fingerprints(tokens).map(({ hash }) => hash)),
  );
  const tokenized = files.map(forDolos);
  index.addFiles(tokenized);
  if (files.length >= COMMON.files) {
    index.updateMaxFingerprintFileCount(Math.ceil(files.length * COMMON.share));
  }
  const indexed = new Map(index.entries().map((entry) => [entry.file, entry]));
  const entries = tokenized.map((file): Fingerprinted => {
    const own = indexed.get(file)!;
    return { file, indexed: own, total: occurrences(own.shared, file) };
  });
  return { index, entries };
}

/** Dolos' own figure takes what is ignored in the left file for both, so it is reckoned here. */
export function likeness(a: Fingerprinted, b: Fingerprinted): Likeness {
  const [small, large] =
    a.indexed.shared.size < b.indexed.shared.size ? [a.indexed, b.indexed] : [b.indexed, a.indexed];
  const common = [...small.shared].filter((fingerprint) => large.shared.has(fingerprint));
  const inA = occurrences(common, a.file);
  const inB = occurrences(common, b.file);
  return {
    similarity: (inA + inB) / (a.total + b.total),
    contained: Math.max(inA / a.total, inB / b.total),
    size: Math.min(a.total, b.total),
  };
}

function occurrences(fingerprints: Iterable<SharedFingerprint>, file: TokenizedFile): number {
  let sum = 0;
  for (const fingerprint of fingerprints) sum += fingerprint.occurrencesOf(file).length;
  return sum;
}

/** Dolos wants a place for each token, in order: its number is one. Lines are kept elsewhere. */
function forDolos(tokens: string[]): TokenizedFile {
  const places = tokens.map((_, i) => new Region(i, 0, i, 1));
  return new TokenizedFile(new File('', ''), tokens, places);
}
