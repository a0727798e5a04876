import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { ParsedStack, SerializedError } from 'vitest';
import type { FileProblem } from '../laws/part-report.ts';

/** Says in a student's words why a file of laws could not be loaded. */
export function describeProblem(
  error: SerializedError,
  part: string,
  file: string,
  root: string,
): FileProblem {
  const path = `katas/${part}/${file}.ts`;
  const text = stripVTControlCharacters(error.message);
  if (text.includes('Transform failed')) return syntaxProblem(text, path);
  const [missing] = /(?<=Cannot find (?:module|package) ')[^']+/.exec(text) ?? [];
  if (missing === `#kata/${part}/${file}` || missing?.endsWith(path)) {
    return {
      message: `${path} is missing. \`npx kata reset ${path}\` brings the stub back.`,
    };
  }
  if (missing !== undefined) {
    return {
      message: `${path} imports "${missing}", which is not there. Check the spelling; what the kata needs is imported in its stub already.`,
    };
  }
  const place = locateThrow(error.stacks ?? [], root);
  return {
    message: `${path} does not load: ${error.name ?? 'Error'}: ${text}${place === undefined ? '' : `\nat ${place}`}`,
  };
}

/** The transformer's message holds what, where, and a drawing of the place. */
function syntaxProblem(text: string, path: string): FileProblem {
  const [what = 'a syntax error'] = /(?<=\[\w+\] ?)[^\n]+/.exec(text) ?? [];
  const [place = path] = /katas\/[^\s\]]+/.exec(text) ?? [];
  const drawing = text.split('\n').filter((line) => /^\s*(\d+ )?[│·]/.test(line));
  return { message: `${place} does not parse: ${what.trim()}`, excerpt: drawing };
}

/** The frame of a stack that lies in the student's room, for example `katas/part2/conv2d.ts:25:3`. */
export function locateThrow(stacks: readonly ParsedStack[], root: string): string | undefined {
  const frame = stacks.find(({ file }) => /[\\/](katas|solutions)[\\/]/.test(file));
  if (frame === undefined) return undefined;
  return `${relative(root, frame.file)}:${frame.line}:${frame.column}`;
}
