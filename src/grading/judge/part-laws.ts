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

/** Reads laws; in a process they can be read once. */
export async function readLaws(
  root: string,
  part: string,
  files: readonly string[],
): Promise<LawFile[]> {
  const all: LawFile[] = [];
  for (const file of files) {
    const laws: LawFile['laws'] = [];
    const nextId = lawIds();
    hostLaws((law) => laws.push({ id: nextId(law.task), law }));
    await import(pathToFileURL(join(root, 'katas', part, `${file}.test.ts`)).href);
    if (laws.length === 0) throw new Error(`katas/${part}/${file}.test.ts has no laws`);
    all.push({ file, laws });
  }
  return all;
}
