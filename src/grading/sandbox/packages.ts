import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What the host itself imports. */
const ofTheHost = ['fastest-levenshtein', 'pure-rand'];

/** The packages that the files of a part may import: no others are there where they run. */
export const packagesFor = ({ tensorflow = false }: { tensorflow?: boolean }): string[] =>
  tensorflow
    ? [...ofTheHost, '@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm']
    : [...ofTheHost, 'mathjs'];

/** Where packages lie. */
export interface PackageFolders {
  /** Of those that were asked for, by name. */
  direct: ReadonlyMap<string, string>;
  /** Of them and of all that they need. */
  all: readonly string[];
}

/**
 * Finds packages, and all that they depend on, as Node does.
 *
 * @param root - a folder with `node_modules`.
 * @throws {Error} when one of `names` is not installed. What they depend on may be missing.
 */
export async function packageFolders(
  root: string,
  names: readonly string[],
): Promise<PackageFolders> {
  const direct = new Map<string, string>();
  for (const name of names) {
    const folder = await folderOf(root, name);
    if (folder === undefined) throw new Error(`${name} is not installed: npm ci`);
    direct.set(name, folder);
  }
  const all = new Set(direct.values());
  for (const folder of all) {
    for (const name of await dependenciesOf(folder)) {
      const found = await folderOf(folder, name);
      if (found !== undefined) all.add(found);
    }
  }
  return { direct, all: [...all] };
}

async function folderOf(from: string, name: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = await realpath(join(folder, 'node_modules', name)).catch(() => undefined);
    if (found !== undefined) return found;
    if (folder === dirname(folder)) return undefined;
  }
}

async function dependenciesOf(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, 'package.json'), 'utf8');
  const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
  return Object.keys(dependencies);
}
