import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partName, type Kata } from '../../laws/kata.ts';
import { taskFiles } from '../../learner/katas.ts';

/** A folder of the repository, and which of its files are wanted, by their paths within it. */
interface Wanted {
  folder: string;
  pick: RegExp;
}

/** The programs, and what configures them. No file that is named here tells a solution. */
const programs: readonly Wanted[] = [
  {
    folder: '.',
    pick: /^(\.npmrc|\.gitignore|\.gitattributes|\.prettierrc\.json|tsconfig\.json)$/,
  },
  { folder: 'bin', pick: /^kata\.js$/ },
  // The sources of the WebAssembly kernels are compiled by a tool that is not exported.
  { folder: 'src', pick: /^(?!backend\/kernels\/assembly\/).*\.(ts|wasm)$/ },
  { folder: 'src/grading/exports', pick: /^(student|gradescope)\// },
  { folder: 'fixtures/pytorch', pick: /\.json$/ },
];

/** What grading a part needs: its laws, and the stubs as they were committed. */
const lawsOf = (kata: Kata): Wanted[] => [
  { folder: `katas/${partName(kata)}`, pick: /^kata\.ts$|\.(test|laws)\.ts$/ },
  { folder: `fixtures/originals/${partName(kata)}`, pick: ownFiles(kata) },
];

/** What learning a part needs besides. Of its solution the experiment alone, which runs the student's code too. */
const lessonsOf = (kata: Kata): Wanted[] => [
  { folder: `katas/${partName(kata)}`, pick: /^(README|hints)\.md$/ },
  { folder: `solutions/${partName(kata)}`, pick: /^experiment(\.ts$|\/.*\.ts$)/ },
  { folder: `docs/results/${partName(kata)}`, pick: /\.(md|json|svg)$/ },
  { folder: `fixtures/${partName(kata)}`, pick: /\.npy$|^kernels\.ts$/ },
];

/** The files that a student edits. */
function ownFiles(kata: Kata): RegExp {
  return new RegExp(`^(${taskFiles(kata).join('|')})\\.ts$|^answers\\.md$`);
}

/** Everything that grading some parts needs, without the solutions. */
export function collectForGrading(root: string, katas: readonly Kata[]) {
  return collect(root, [...programs, ...katas.flatMap(lawsOf)]);
}

/**
 * Everything that learning some parts needs, without the solutions. The student's files are the committed
 * stubs: what somebody has written in `katas/` stays here.
 */
export async function collectForStudents(root: string, katas: readonly Kata[]) {
  const wanted = katas.flatMap((kata) => [...lawsOf(kata), ...lessonsOf(kata)]);
  const files = await collect(root, [...programs, ...wanted]);
  for (const [path, content] of files) {
    if (!path.startsWith('fixtures/originals/')) continue;
    files.set(path.replace('fixtures/originals/', 'katas/'), content);
  }
  return files;
}

async function collect(root: string, all: readonly Wanted[]): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const { folder, pick } of all) {
    for (const name of await listed(join(root, folder), folder !== '.')) {
      if (!pick.test(name)) continue;
      const path = folder === '.' ? name : `${folder}/${name}`;
      files.set(path, await readFile(join(root, path)));
    }
  }
  return files;
}

/** Files below a folder, by their paths within it; none where it is missing. Links are passed over. */
async function listed(folder: string, isDeep: boolean, within = ''): Promise<string[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true }).catch(() => []);
  const names: string[] = [];
  for (const entry of entries) {
    const name = `${within}${entry.name}`;
    if (entry.isFile()) names.push(name);
    if (entry.isDirectory() && isDeep) names.push(...(await listed(folder, isDeep, `${name}/`)));
  }
  return names.sort();
}
