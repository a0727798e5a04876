import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What the process of a submission gets from this repository, besides packages: its host, and these modules. */
const modules = [
  'src/grading/remote/host',
  'src/common/random',
  'src/data/batches',
  'src/laws/not-implemented',
];

/** What TensorFlow.js lacks on WebAssembly. */
const kernels = ['src/backend/kernels/plain.wasm', 'src/backend/kernels/relaxed.wasm'];

/** Files by their paths within the room of a submission. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

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
    // Beside the kernels: code looks for them where it lies.
    chunkNames: 'src/backend/kernels/[name]-[hash]',
    packages: 'external',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const kit = new Map<string, string | Uint8Array>(
    outputFiles.map(({ path, text }) => [path.slice(join(root, '/').length), text]),
  );
  for (const kernel of kernels) kit.set(kernel, await readFile(join(root, kernel)));
  return kit;
}
