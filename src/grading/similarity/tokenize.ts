import { openReader, type Read, type ReaderOptions } from '../reader/reader.ts';
import type { SyntaxTokens } from './syntax-tokens.ts';

/**
 * Reads files as sequences of syntax, in a process of its own: a text that nests deep enough ends
 * the parser's process. The next text gets a fresh one.
 *
 * @returns for each text its syntax, or why it has none.
 */
export async function tokenize(
  texts: readonly string[],
  options: ReaderOptions = {},
): Promise<Read<SyntaxTokens>[]> {
  const reader = openReader<string, SyntaxTokens>(new URL('./tokenize-process.ts', import.meta.url), options); // prettier-ignore
  try {
    const all: Read<SyntaxTokens>[] = [];
    for (const text of texts) all.push(await reader.ask(text));
    return all;
  } finally {
    reader.close();
  }
}
