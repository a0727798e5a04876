import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hostLaws, type AnyLaw } from '../../src/laws/law.ts';
import { lawIds } from '../../src/laws/law-ids.ts';

/** A law with its name: `part2/conv2d` and `2.1c`. */
export interface NamedLaw {
  file: string;
  id: string;
  law: AnyLaw;
}

const katas = fileURLToPath(new URL('../../katas', import.meta.url));

/** Reads the laws of a part, on the subject that the process was started for. */
export async function collectLaws(part: string): Promise<NamedLaw[]> {
  const laws: NamedLaw[] = [];
  for (const name of readdirSync(join(katas, part)).filter((entry) => entry.endsWith('.test.ts'))) {
    const nextId = lawIds();
    const file = `${part}/${basename(name, '.test.ts')}`;
    hostLaws((law) => laws.push({ file, id: nextId(law.task), law }));
    await import(pathToFileURL(join(katas, part, name)).href);
  }
  return laws;
}
