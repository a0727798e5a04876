/**
 * What is wrong with the path of an entry. Nothing is ever written to such a path, but whoever packs one
 * means harm, or used a program whose archives mean different things to different readers.
 *
 * @returns undefined when it leads down from the folder of the submission, and nowhere else.
 */
export function pathProblem(path: string): string | undefined {
  if (path.includes('\0')) return 'there is a zero byte in its name';
  if (path.includes('\\')) return 'there is a backslash in its name; folders are divided by /';
  if (path.startsWith('/')) return 'its path begins at the root of the disk';
  if (/^[a-z]:/i.test(path)) return 'its path begins with the letter of a drive';
  if (path.split('/').includes('..')) return 'its path leads out of the submission';
  if (path.length > 1000) return 'its path has more than 1000 characters';
  return undefined;
}

/** The parts of a path, without those that stand for nothing. */
export function pathSegments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}

/** Folders that programs make beside one's work: not looked into, and nothing in them is missed. */
export function isByTheWay(segments: readonly string[]): boolean {
  return segments.some(
    (segment) => segment.startsWith('.') || segment === 'node_modules' || segment === '__MACOSX',
  );
}
