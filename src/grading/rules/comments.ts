import type { Comment } from 'oxc-parser';
import type { ParsedSource } from './parsed-source.ts';

/**
 * Whether a student has commented a file, which the assignment asks for; it costs no points.
 *
 * It counts comments with a word of three letters in them, whatever they say, of two kinds:
 * - all of them: not to be fewer than the descriptions (`/** … *\/`) that the stub came with;
 * - the student's own, whose text the stub does not have, below the imports: at least one is wanted.
 *
 * Code that is only commented out counts like any comment. A file that is its stub still is not judged.
 *
 * @param file - for example `part2/conv2d.ts`.
 * @returns a sentence; undefined when nothing is missing.
 */
export function commentWarning(
  file: string,
  source: ParsedSource,
  stub: ParsedSource,
): string | undefined {
  if (plain(source.text) === plain(stub.text)) return undefined;
  const given = new Set(stub.comments.map(({ value }) => plain(value)));
  const all = source.comments.filter(hasWord);
  const firstOwn = endOfImports(source);
  const own = all.filter(({ value, start }) => start >= firstOwn && !given.has(plain(value)));
  if (own.length === 0) {
    return `${file} has no comment of the student's own in or above its functions.`;
  }
  const described = stub.comments.filter((comment) => comment.type === 'Block' && hasWord(comment));
  if (all.length >= described.length) return undefined;
  return `${file} has ${count(all.length)}, fewer than the ${described.length} descriptions that it came with.`;
}

function hasWord({ value }: Comment): boolean {
  return /\p{L}{3}/u.test(value);
}

/** Where the last import ends: what stands above it (a name, a licence) says nothing of the functions. */
function endOfImports({ program }: ParsedSource): number {
  return program.body.findLast(({ type }) => type === 'ImportDeclaration')?.end ?? 0;
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function count(comments: number): string {
  return comments === 1 ? '1 comment' : `${comments} comments`;
}
