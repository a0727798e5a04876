import { posix } from 'node:path';
import { build, type BuildFailure, type Message, type Plugin } from 'esbuild';
import type { FileProblem } from '../../laws/part-report.ts';

/** A task file as JavaScript, or why there is none. */
export type Compiled = { code: string } | { problem: FileProblem };

/**
 * Makes JavaScript of one file of a submission, with the files of its part that it imports in it. Nothing
 * outside of the submission is read; packages and `#src/…` stay imports.
 *
 * @param files - of the submission, for example `part2/conv2d.ts`.
 * @param path - one of them.
 */
export async function compile(
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
): Promise<Compiled> {
  try {
    const { outputFiles } = await build({
      entryPoints: [path],
      plugins: [only(files)],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      sourcesContent: false,
      charset: 'utf8',
      logLevel: 'silent',
    });
    return { code: outputFiles[0].text };
  } catch (error) {
    const { errors = [] } = error as Partial<BuildFailure>;
    return { problem: problemOf(path, errors[0]) };
  }
}

/** Reads files of the submission, and no others. */
const only = (files: ReadonlyMap<string, Uint8Array>): Plugin => ({
  name: 'submission',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point') return { path: `katas/${path}`, namespace: 'submission' };
      if (!path.startsWith('.')) return { path, external: true };
      const target = posix.join(posix.dirname(importer), path);
      const found = [target, `${target}.ts`, target.replace(/\.js$/, '.ts')].find((candidate) =>
        files.has(candidate.replace(/^katas\//, '')),
      );
      if (found !== undefined) return { path: found, namespace: 'submission' };
      return { errors: [{ text: `"${path}" is not in the submission` }] };
    });
    onLoad({ filter: /.*/, namespace: 'submission' }, ({ path }) => ({
      contents: files.get(path.replace(/^katas\//, ''))!,
      loader: 'ts',
    }));
  },
});

function problemOf(path: string, error: Message | undefined): FileProblem {
  const file = `katas/${path}`;
  if (error === undefined) return { message: `${file} could not be made JavaScript of` };
  const { location, text } = error;
  if (location === null) return { message: `${file}: ${text}` };
  const place = `${location.file.replace(/^submission:/, '')}:${location.line}:${location.column + 1}`;
  return {
    message: `${place} does not parse: ${text}`,
    excerpt: [
      `${String(location.line).padStart(5)} │ ${location.lineText}`,
      `      │ ${' '.repeat(location.column)}^`,
    ],
  };
}
