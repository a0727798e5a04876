import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lawIds } from '../../laws/law-ids.ts';
import { type AnyLaw, hostLaws } from '../../laws/law.ts';

/** The laws of one task file. */
export interface LawFile {
  /** For example `conv2d`. */
  file: string;
  laws: { id: string; law: AnyLaw }[];
}

/** Those that were read: a module declares its laws once, when it is first imported. */
const known = new Map<string, LawFile['laws']>();

/** Reads the laws of some files of a part. */
export async function readLaws(
  root: string,
  part: string,
  files: readonly string[],
): Promise<LawFile[]> {
  const all: LawFile[] = [];
  for (const file of files) {
    const path = join(root, 'katas', part, `${file}.test.ts`);
    const laws = known.get(path) ?? (await readFile(path));
    known.set(path, laws);
    all.push({ file, laws });
  }
  return all;
}

async function readFile(path: string): Promise<LawFile['laws']> {
  const laws: LawFile['laws'] = [];
  const nextId = lawIds();
  hostLaws((law) => laws.push({ id: nextId(law.task), law }));
  await import(pathToFileURL(path).href);
  if (laws.length === 0) throw new Error(`${path} has no laws`);
  return laws;
}
