import { join } from 'node:path';
import { build } from 'esbuild';

/** What the process of a submission gets from this repository, besides packages: its host, and these modules. */
const modules = [
  'src/grading/remote/host',
  'src/common/random',
  'src/data/batches',
  'src/laws/not-implemented',
];

/** Files by their paths within the room of a submission. */
export type Files = ReadonlyMap<string, string>;

/**
 * Makes JavaScript of the modules that submissions may import, and of the host, with nothing else in it.
 *
 * @param root - the repository.
 * @returns for example `src/common/random.js`; what several of them share lies beside them.
 */
export async function buildKit(root: string): Promise<Files> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: modules.map((path) => `${path}.ts`),
    outbase: '.',
    outdir: root,
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return new Map(outputFiles.map(({ path, text }) => [path.slice(join(root, '/').length), text]));
}
