import type { Source } from './similarity.ts';

/** Submissions whose files of one place are the same text. */
export interface EqualFiles {
  /** For example `part2/conv2d.ts`. */
  file: string;
  /** Two or more; those of the archive after the others. */
  submissions: { name: string; isArchived: boolean }[];
}

/** Characters besides blanks: a shorter text may come to two people by itself. */
const SHORTEST = 200;

/**
 * Finds texts that are equal, comments included, but for blanks and ends of lines. However many have a
 * text, it is found: what most of a class writes alike does not count as likeness, what it copies does.
 *
 * @returns the largest groups first.
 */
export function equalFiles(
  sources: readonly Source[],
  stubs: readonly Pick<Source, 'file' | 'text'>[],
  archive: readonly Source[],
): EqualFiles[] {
  const handedOut = new Set(stubs.map(keyOf));
  const groups = new Map<string, EqualFiles>();
  const add = (source: Source, isArchived: boolean) => {
    const key = keyOf(source);
    if (handedOut.has(key) || key.length < SHORTEST) return;
    const { file, submission } = source;
    const group = groups.get(key);
    const one = { name: submission, isArchived };
    if (group === undefined) groups.set(key, { file, submissions: [one] });
    else group.submissions.push(one);
  };
  for (const source of sources) add(source, false);
  for (const source of archive) add(source, true);
  return [...groups.values()]
    .filter(({ submissions }) => submissions.length > 1 && !submissions[0].isArchived)
    .sort((a, b) => b.submissions.length - a.submissions.length);
}

const keyOf = ({ file, text }: Pick<Source, 'file' | 'text'>) =>
  `${file} ${text.replaceAll(/\s+/g, '')}`;
