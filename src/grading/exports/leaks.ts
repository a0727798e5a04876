import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { type Kata, partName } from '../../laws/kata.ts';
import { taskFiles } from '../../learner/katas.ts';
import type { ExportFiles } from './export-files.ts';

/** Without blanks: a shorter body is what anybody would write. */
const SHORTEST_BODY = 65;
/** A task's function has its name and its types too. */
const SHORTEST_TASK = 40;
/** A shorter paragraph of an answer may be the question's words. */
const SHORTEST_PARAGRAPH = 60;

/** A piece of a solution in a file that is to be exported. */
export interface Leak {
  /** The exported file. */
  path: string;
  /** For example `solutions/part2/conv2d.ts`. */
  from: string;
  /** As it is written there. */
  text: string;
}

/**
 * Looks for functions of the solutions, and for paragraphs of their answers, in every file that
 * is to be exported, whatever their blanks, line ends and comments.
 */
export async function findLeaks(
  root: string,
  katas: readonly Kata[],
  files: ExportFiles,
): Promise<Leak[]> {
  const pieces = (await Promise.all(katas.map((kata) => piecesOf(root, kata)))).flat();
  const leaks: Leak[] = [];
  for (const [path, content] of files) {
    if (/\.(wasm|npy|svg)$/.test(path)) continue;
    const text = plain(Buffer.from(content).toString(), path.endsWith('.ts'));
    for (const { from, text: piece, plain: wanted } of pieces) {
      if (text.includes(wanted)) leaks.push({ path, from, text: piece });
    }
  }
  return leaks;
}

interface Piece {
  from: string;
  text: string;
  plain: string;
}

/** What is only in the solution of a part, and neither in its stubs nor in its template of answers. */
async function piecesOf(root: string, kata: Kata): Promise<Piece[]> {
  const part = partName(kata);
  const names = [...taskFiles(kata).map((file) => `${file}.ts`), 'answers.md'];
  const pieces: Piece[] = [];
  for (const name of names) {
    const from = `solutions/${part}/${name}`;
    const read = (folder: string) => readFile(join(root, folder, part, name), 'utf8');
    const [solved, original] = await Promise.all([read('solutions'), read('fixtures/originals')]);
    const isCode = name.endsWith('.ts');
    const stub = plain(original, isCode);
    for (const text of isCode ? functionsOf(solved) : paragraphsOf(solved)) {
      const piece = plain(text, isCode);
      if (!stub.includes(piece)) pieces.push({ from, text, plain: piece });
    }
  }
  return pieces;
}

/** The bodies of all functions of a module, methods and arrows too; exported functions, which are tasks, whole. */
function functionsOf(text: string): string[] {
  const found: string[] = [];
  const add = (span: Span | null, shortest: number) => {
    const piece = span === null ? '' : text.slice(span.start, span.end);
    if (plain(piece, true).length >= shortest) found.push(piece);
  };
  const body = (node: { body: Span | null }) => add(node.body, SHORTEST_BODY);
  const visitor = new Visitor({
    FunctionDeclaration: body,
    FunctionExpression: body,
    ArrowFunctionExpression: body,
    ExportNamedDeclaration({ declaration }) {
      if (declaration?.type === 'FunctionDeclaration') add(declaration, SHORTEST_TASK);
    },
  });
  visitor.visit(parseSync('module.ts', text).program);
  return found;
}

function paragraphsOf(text: string): string[] {
  const isLong = (one: string) => plain(one, false).length >= SHORTEST_PARAGRAPH;
  return text.split(/\n\s*\n/).filter(isLong);
}

interface Span {
  start: number;
  end: number;
}

/** Without blanks, and without comments where it is code. */
function plain(text: string, isCode: boolean): string {
  const bare = isCode ? text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '') : text;
  return bare.replaceAll(/\s+/g, '');
}
