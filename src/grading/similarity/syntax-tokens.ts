import { parseSync, visitorKeys } from 'oxc-parser';

/** A file as a sequence of syntax, without names, comments, types and layout. */
export interface SyntaxTokens {
  tokens: string[];
  /** Of each token, the line on which it begins, from 1. */
  lines: number[];
  /** There was more than is compared. */
  isCut: boolean;
}

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

/** Ten times what the longest task needs; what follows is not compared. */
const MOST_TOKENS = 20_000;

/** Those that stand for what is in them: dropping them hides nothing, adding them neither. */
const transparent = new Set([
  'Program',
  'BlockStatement',
  'ExpressionStatement',
  'VariableDeclaration',
  'ChainExpression',
  'ParenthesizedExpression',
  'ExportNamedDeclaration',
  'ExportDefaultDeclaration',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
]);

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Methods that JavaScript brings along keep their names: nobody can rename them. */
const builtIns = new Set(
  [Array, Object, Math, Number, String, Map, Set, Promise, Float32Array].flatMap((owner) => [
    ...Object.getOwnPropertyNames(owner),
    ...Object.getOwnPropertyNames('prototype' in owner ? owner.prototype : {}),
  ]),
);

/**
 * Reads a TypeScript file as a sequence of syntax.
 *
 * Hostile text can end the whole process here, by nesting so deep that the parser overflows its
 * stack: call it only in a process of its own (`tokenize.ts`).
 *
 * @throws {SyntaxError} when it does not parse.
 */
export function syntaxTokens(text: string): SyntaxTokens {
  const { program, errors } = parseSync('submission.ts', text, { preserveParens: false });
  if (errors.length > 0) throw new SyntaxError(errors[0].message);
  const lineAt = lineCounter(text);
  const tokens: string[] = [];
  const lines: number[] = [];
  const open: (Node | string)[] = [program as unknown as Node];
  let line = 1;
  while (open.length > 0 && tokens.length < MOST_TOKENS) {
    const node = open.pop()!;
    if (typeof node === 'string') {
      tokens.push(node);
      lines.push(line);
      continue;
    }
    if (isDropped(node)) continue;
    line = lineAt(node.start);
    if (!isTransparent(node)) {
      tokens.push(tokenOf(node));
      lines.push(line);
    }
    open.push(...children(node).toReversed());
  }
  return { tokens, lines, isCut: open.length > 0 };
}

/** A function that is given to a variable is one that has its name. */
function isTransparent({ type, init }: Node): boolean {
  return transparent.has(type) || (type === 'VariableDeclarator' && isFunction(init));
}

/** `input[0][0].length`, or a variable: what is declared as that is but another name for it. */
function isPlace(value: unknown): boolean {
  let node = value as Node | null | undefined;
  while (node?.type === 'MemberExpression') node = node.object as Node;
  return node?.type === 'Identifier';
}

const isFunction = (value: unknown) => functions.has((value as Node | null)?.type ?? '');

function isDropped({ type, init }: Node): boolean {
  if (type === 'VariableDeclarator' && isPlace(init)) return true;
  if (type === 'ImportDeclaration' || type === 'EmptyStatement') return true;
  return type.startsWith('TS') && !type.startsWith('TSEnum') && !transparent.has(type);
}

function tokenOf(node: Node): string {
  const { type } = node;
  if (functions.has(type)) return 'Function';
  if (type === 'Literal') return `Literal ${typeof node.value}`;
  if (typeof node.operator === 'string') return `${type} ${node.operator}`;
  if (type === 'MemberExpression') {
    const { name } = node.property as { name?: unknown };
    if (node.computed === true) return 'Element';
    return typeof name === 'string' && builtIns.has(name) ? `Member ${name}` : 'Member';
  }
  return type;
}

/** In the order of the text. */
function children(node: Node): (Node | string)[] {
  const keys = (visitorKeys[node.type] ?? []).filter((key) => !isLeftOut(node, key));
  const nodes = keys
    .flatMap((key) => node[key])
    .filter((child) => child !== null && typeof child === 'object')
    .map((child) => child as Node)
    .sort((a, b) => a.start - b.start);
  // an arrow with a bare expression is a function that returns it
  const returns = node.type === 'ArrowFunctionExpression' && node.expression === true;
  return returns ? [...nodes.slice(0, -1), 'ReturnStatement', nodes[nodes.length - 1]] : nodes;
}

/** The head of a counting loop is the same in everyone's program; so are types wherever they stand. */
function isLeftOut({ type, computed, init }: Node, key: string): boolean {
  if (key === 'id' && (functions.has(type) || isFunction(init))) return true;
  if (type === 'ForStatement') return key !== 'body';
  if (type === 'MemberExpression') return key === 'property' && computed !== true;
  return /type/i.test(key) || key === 'decorators';
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
