import { type Comment, parseSync, type Program } from 'oxc-parser';

export interface ParsedSource {
  text: string;
  /** As far as the parser came; empty where it gave up at once. */
  program: Program;
  comments: Comment[];
  /** Whether all of it is TypeScript. */
  isComplete: boolean;
}

/**
 * Parses a module of TypeScript. The parser is native: on a text that nests some thousands deep it ends
 * the whole process, and on others it takes very long. Student code goes to it in a process of its own
 * only; see `inspector.ts`.
 */
export function parseSource(content: string): ParsedSource {
  const text = content.replace(/^\uFEFF/, '');
  const options = { lang: 'ts', sourceType: 'module', preserveParens: false } as const;
  const { program, comments, errors } = parseSync('submission.ts', text, options);
  return { text, program, comments, isComplete: errors.length === 0 };
}

/** A place in a file, for a person to look at. */
export interface Place {
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
  /** What is written there: the line, or 120 characters of it. */
  excerpt: string;
}

const shownCharacters = 120;

export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  const start = offset - before.at(-1)!.length;
  const [line] = text.slice(start).split(/[\n\r\u2028\u2029]/, 1);
  const column = offset - start;
  const from = line.length <= shownCharacters ? 0 : Math.max(0, column - shownCharacters / 3);
  return {
    line: before.length,
    column: column + 1,
    excerpt: line.slice(from, from + shownCharacters).trim(),
  };
}
