import type { FingerprintIndex } from '@dodona/dolos-core';
import { type EqualFiles, equalFiles } from './equal-files.ts';
import { fingerprints, type Fingerprinted, likeness, type Likeness } from './fingerprints.ts';
import { type Fragment, fragmentsOf } from './fragments.ts';
import type { Read } from '../reader/reader.ts';
import type { SyntaxTokens } from './syntax-tokens.ts';
import { tokenize } from './tokenize.ts';

/** One file of one submission. */
export interface Source {
  submission: string;
  /** Its place among the katas, for example `part2/conv2d.ts`; files of one place are compared. */
  file: string;
  text: string;
}

export interface SimilarityOptions {
  /** What was handed out: none of it counts. */
  stubs: readonly Pick<Source, 'file' | 'text'>[];
  /** Earlier submissions: compared with the present ones, never with each other. */
  archive?: readonly Source[];
  /** Pairs that are less alike are not listed, unless one is all but contained in the other; 0.5 by default. */
  floor?: number;
  /** How many pairs are listed at most; 200 by default. */
  most?: number;
}

export interface SimilarPair {
  a: string;
  /** A submission of the archive where `isArchived`. */
  b: string;
  isArchived: boolean;
  file: string;
  /** The share of both that lies in the other, 0 … 1. */
  similarity: number;
  /** The same of the one that has more of itself in the other: what a copy is that was padded. */
  contained: number;
  /** Tokens of syntax in the longest fragment. */
  longest: number;
  fragments: Fragment[];
}

export interface Similarity {
  /** Texts that more than one has handed in. */
  equal: EqualFiles[];
  /** Most alike first. */
  pairs: SimilarPair[];
  floor: number;
  /** Pairs above the floor that are not listed, because there are more than `most`. */
  omitted: number;
  /** Files that are no program and were not compared, or that are too long to be compared whole. */
  unread: { submission: string; file: string; reason: string }[];
}

/** A file with less of its own than so many fingerprints says nothing: there is but one way to write it. */
const FEWEST = 8;

/** A program of some size that lies in another almost whole is listed, however much the other was padded. */
const CONTAINED = { share: 0.9, fingerprints: 20 };

interface Entry extends Fingerprinted {
  source: Source;
  isArchived: boolean;
  lines: number[];
}

interface Candidate extends Likeness {
  a: Entry;
  b: Entry;
  index: FingerprintIndex;
  /** What the list is sorted by. */
  rank: number;
}

/**
 * Ranks pairs of submissions by likeness of their syntax (winnowing, as Dolos does it). Names,
 * comments, types and layout do not count, nor does what was handed out. It proves nothing.
 */
export async function findSimilar(
  submissions: readonly Source[],
  { stubs, archive = [], floor = 0.5, most = 200 }: SimilarityOptions,
): Promise<Similarity> {
  const all = [...submissions, ...archive];
  const read = await tokenize([...all, ...stubs].map(({ text }) => text));
  const unread: Similarity['unread'] = [];
  const candidates: Candidate[] = [];
  for (const file of new Set(submissions.map((source) => source.file))) {
    const handedOut = stubs.flatMap((stub, i) =>
      stub.file === file ? [read[all.length + i]] : [],
    );
    const files: Omit<Entry, keyof Fingerprinted>[] = [];
    const tokens: string[][] = [];
    for (const [i, source] of all.entries()) {
      if (source.file !== file) continue;
      const reason = reasonOf(read[i]);
      if (reason !== undefined) unread.push({ submission: source.submission, file, reason });
      if (!('answer' in read[i])) continue;
      const syntax = read[i].answer;
      files.push({ source, isArchived: i >= submissions.length, lines: syntax.lines });
      tokens.push(syntax.tokens);
    }
    const { index, entries } = fingerprints(
      tokens,
      handedOut.map((stub) => ('answer' in stub ? stub.answer.tokens : [])),
    );
    const own = files.map((one, i) => ({ ...one, ...entries[i] }));
    candidates.push(...compareAll(index, own, floor));
  }
  candidates.sort((x, y) => y.rank - x.rank || y.similarity - x.similarity);
  return {
    equal: equalFiles(submissions, stubs, archive),
    pairs: candidates.slice(0, most).map(described),
    floor,
    omitted: Math.max(0, candidates.length - most),
    unread,
  };
}

function reasonOf(read: Read<SyntaxTokens>): string | undefined {
  if ('failure' in read) return read.failure;
  return read.answer.isCut
    ? 'it is far longer than any task needs: only its beginning was compared'
    : undefined;
}

function compareAll(
  index: FingerprintIndex,
  entries: readonly Entry[],
  floor: number,
): Candidate[] {
  const present = entries.filter(({ isArchived, total }) => !isArchived && total >= FEWEST);
  const archived = entries.filter(({ isArchived, total }) => isArchived && total >= FEWEST);
  const found: Candidate[] = [];
  for (const [i, a] of present.entries()) {
    for (const b of [...present.slice(i + 1), ...archived]) {
      if (a.source.submission === b.source.submission) continue;
      const alike = likeness(a, b);
      const rank = Math.max(alike.similarity, isContained(alike) ? alike.contained : 0);
      if (rank >= floor) found.push({ a, b, index, ...alike, rank });
    }
  }
  return found;
}

const isContained = ({ contained, size }: Likeness) =>
  contained >= CONTAINED.share && size >= CONTAINED.fingerprints;

function described({ a, b, index, similarity, contained }: Candidate): SimilarPair {
  const fragments = fragmentsOf(index, a, b);
  return {
    a: a.source.submission,
    b: b.source.submission,
    isArchived: b.isArchived,
    file: a.source.file,
    similarity,
    contained,
    longest: Math.max(0, ...fragments.map(({ tokens }) => tokens)),
    fragments,
  };
}
