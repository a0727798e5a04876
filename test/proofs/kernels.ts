// Compiles the WebAssembly kernels, plain and with relaxed SIMD, and compares them with those
// committed (they are committed so that nobody needs the compiler to train).
//
//   tsx test/proofs/kernels.ts            fails where one differs
//   tsx test/proofs/kernels.ts --write    writes them

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is used of the compiler. Its own types bring another language's globals into every file. */
interface Compiler {
  main(
    args: readonly string[],
    files: {
      readFile(name: string, base: string): string | null;
      writeFile(name: string, content: Uint8Array | string): void;
      listFiles(): string[];
    },
  ): Promise<{ error: Error | null }>;
}
const name = 'assemblyscript/asc';
const { default: compiler } = (await import(name)) as { default: Compiler };

const folder = fileURLToPath(new URL('../../src/backend/kernels', import.meta.url));
const builds = { plain: ['simd'], relaxed: ['simd', 'relaxed-simd'] };
const options =
  '--runtime stub --importMemory --noExportMemory --noAssert --optimizeLevel 3 --disableWarning 201'.split(
    ' ',
  );

for (const [build, features] of Object.entries(builds)) {
  const binary = await compile(features);
  const file = join(folder, `${build}.wasm`);
  if (process.argv.includes('--write')) {
    writeFileSync(file, binary);
    console.log(`${build}.wasm: ${binary.length} bytes`);
  } else if (!existsSync(file) || !binary.equals(readFileSync(file))) {
    console.error(
      `src/backend/kernels/${build}.wasm is not what its sources give: npm run kernels writes it.`,
    );
    process.exitCode = 1;
  }
}

async function compile(features: readonly string[]): Promise<Buffer> {
  let binary: Buffer | undefined;
  const place = ['--baseDir', join(folder, 'assembly'), '--outFile', 'out.wasm'];
  const enabled = features.flatMap((feature) => ['--enable', feature]);
  const { error } = await compiler.main(['index.ts', ...place, ...options, ...enabled], {
    readFile: (name, base) => {
      const path = join(base, name);
      return existsSync(path) ? readFileSync(path, 'utf8') : null;
    },
    writeFile: (_name, content) => {
      if (typeof content !== 'string') binary = Buffer.from(content);
    },
    listFiles: () => [],
  });
  if (error !== null || binary === undefined)
    throw error ?? new Error('The compiler wrote nothing.');
  return binary;
}
