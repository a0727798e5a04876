import { posix } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build, type BuildFailure, type Message, type Plugin, stop } from 'esbuild';
import type { FileProblem } from '../../laws/part-report.ts';

/** A task file as JavaScript, or why there is none. */
export type Compiled = { code: string } | { problem: FileProblem };

/** Bytes of a file: more than any task needs, and less than fills esbuild's stack by nesting. */
const LONGEST = 64 * 1024;
/** Milliseconds. Some short texts keep esbuild's parser busy for years; an honest file takes ten. */
const COMPILE_LIMIT = 5000;

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
  const timer = new AbortController();
  const late = pause(COMPILE_LIMIT, 'late' as const, { signal: timer.signal, ref: false });
  try {
    const made = await Promise.race([bundled(files, path), late]);
    if (made !== 'late') return { code: made.outputFiles[0].text };
    await stop(); // its process; the next file starts another
    return { problem: { message: `katas/${path} took more than ${COMPILE_LIMIT / 1000} s to be parsed: is something nested deeply?` } }; // prettier-ignore
  } catch (error) {
    const { errors = [] } = error as Partial<BuildFailure>;
    if (errors.length === 0) await stop();
    return { problem: problemOf(path, errors[0]) };
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}

const bundled = (files: ReadonlyMap<string, Uint8Array>, path: string) =>
  build({
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
    onLoad({ filter: /.*/, namespace: 'submission' }, ({ path }) => {
      const contents = files.get(path.replace(/^katas\//, ''))!;
      if (contents.length <= LONGEST) return { contents: withoutSourceMap(contents), loader: 'ts' };
      return { errors: [{ text: `it has ${contents.length} bytes; at most ${LONGEST} are read` }] };
    });
  },
});

/** esbuild reads the file that a comment names as a source map, and tells what is in it. */
const withoutSourceMap = (contents: Uint8Array) =>
  Buffer.from(contents).toString().replaceAll('sourceMappingURL', 'sourceMappingurl');

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
