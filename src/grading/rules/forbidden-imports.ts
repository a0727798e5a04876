import { isBuiltin } from 'node:module';
import { type Expression, Visitor } from 'oxc-parser';
import { type AllowedImports, isNetworkLibrary } from './allowed-imports.ts';
import { type ParsedSource, type Place, placeAt } from './parsed-source.ts';

/** A place where a file reaches for what it may not have. */
interface ImportFinding extends Place {
  /** For example `part2/conv2d.ts`. */
  file: string;
  reason: string;
}

export interface ImportFindings {
  /** Each is worth a zero for its part. */
  forbidden: ImportFinding[];
  /** Each is worth a look by a person, and no points. */
  suspicious: ImportFinding[];
}

const mostFindings = 20;

/** Members of objects that load code in ways of their own; nothing else has these names. */
const loaders = new Set(['createRequire', 'getBuiltinModule', 'mainModule', '_linkedBinding', 'dlopen']); // prettier-ignore

/**
 * Finds imports that are not allowed: static, re-exported, dynamic, by `require`, or hidden behind a
 * name that is computed. What TypeScript erases (`import type`) brings nothing in and is allowed.
 *
 * `eval`, `Function` and `WebAssembly` are only suspicious. They cannot bring in a library that is not
 * there, and where submissions are graded there is none but the allowed; a person sees what they are for.
 */
export function findForbiddenImports(
  file: string,
  { text, program }: ParsedSource,
  allowed: AllowedImports,
): ImportFindings {
  const found: ImportFindings = { forbidden: [], suspicious: [] };
  const note = (kind: keyof ImportFindings, start: number, reason: string) => {
    if (found[kind].length >= mostFindings) return;
    found[kind].push({ file, ...placeAt(text, start), reason });
  };
  const check = (specifier: string | undefined, start: number) => {
    const reason = specifier === undefined ? computed : problemOf(specifier, allowed);
    if (reason !== undefined) note('forbidden', start, reason);
  };
  const loader = (name: string | undefined, start: number) => {
    if (name !== undefined && loaders.has(name)) note('forbidden', start, `${name} ${aroundRules}`);
  };

  new Visitor({
    ImportDeclaration({ importKind, source, start }) {
      // `import { type A }` stays as an import without names: only the whole statement is erased.
      if (importKind !== 'type') check(source.value, start);
    },
    ExportAllDeclaration({ exportKind, source, start }) {
      if (exportKind !== 'type') check(source.value, start);
    },
    ExportNamedDeclaration({ exportKind, source, start }) {
      if (source !== null && exportKind !== 'type') check(source.value, start);
    },
    TSImportEqualsDeclaration({ importKind, moduleReference, start }) {
      if (importKind === 'type' || moduleReference.type !== 'TSExternalModuleReference') return;
      check(moduleReference.expression.value, start);
    },
    ImportExpression({ source, start }) {
      check(literalOf(source), start);
    },
    CallExpression({ callee, arguments: [first], start }) {
      if (nameOf(callee) === 'require') {
        check(first === undefined || first.type === 'SpreadElement' ? undefined : literalOf(first), start); // prettier-ignore
      }
      noteEvaluation(callee, start);
    },
    NewExpression({ callee, start }) {
      noteEvaluation(callee, start);
    },
    MemberExpression(node) {
      const { object, start } = node;
      const name = nameOf(node);
      loader(name, start);
      if (name === 'binding' && nameOf(object) === 'process') {
        note('forbidden', start, `process.binding ${aroundRules}`);
      }
      if (name === 'resolve' && object.type === 'MetaProperty') {
        note('forbidden', start, `import.meta.resolve ${aroundRules}`);
      }
      if (object.type === 'Identifier' && object.name === 'WebAssembly') {
        note('suspicious', start, 'WebAssembly runs code that cannot be read here');
      }
    },
    Property({ key, start }) {
      if (key.type === 'Identifier') loader(key.name, start); // const { createRequire } = …
    },
    ImportSpecifier({ imported, start }) {
      loader(imported.type === 'Identifier' ? imported.name : imported.value, start);
    },
  }).visit(program);
  return found;

  function noteEvaluation(callee: Expression, start: number): void {
    const last = callee.type === 'SequenceExpression' ? callee.expressions.at(-1)! : callee;
    const name = last.type === 'Identifier' ? last.name : undefined;
    if (name === 'eval' || name === 'Function') {
      note('suspicious', start, `${name} makes code of a text, which cannot be checked here`);
    } else if (nameOf(callee) === 'constructor' && callee.type === 'MemberExpression') {
      note(
        'suspicious',
        start,
        'a constructor that is called by that name may make code of a text',
      );
    }
  }
}

const computed = 'it imports by a name that is computed; names must be written out';
const aroundRules = 'loads modules around the rules for imports';

/** @returns why a module may not be imported, undefined when it may. */
function problemOf(specifier: string, allowed: AllowedImports): string | undefined {
  const { part, packages, modules } = allowed;
  const shown = JSON.stringify(specifier.slice(0, 100));
  if (/^\.{1,2}(\/|$)/.test(specifier)) {
    return leadsInto(part, specifier) ? undefined : `${shown} leads out of ${part}`;
  }
  if (modules.includes(specifier) || specifier.startsWith(`#kata/${part}/`)) return undefined;
  if (packages.some((name) => specifier === name || specifier.startsWith(`${name}/`))) return undefined; // prettier-ignore
  const libraries = [...packages, ...modules.filter((name) => !name.startsWith('#'))].join(', ');
  const rule = `${part} may import its own files, ${libraries}, and the modules of #src that its stubs name`;
  if (isNetworkLibrary(specifier)) return `${shown} is a library for neural networks or gradients; ${rule}`; // prettier-ignore
  if (isBuiltin(specifier) || specifier.startsWith('node:')) return `${shown} is a module of Node; ${rule}`; // prettier-ignore
  return `${shown} is not among the allowed; ${rule}`;
}

/** As Node resolves it, for which `%2e%2e` is `..` too. */
function leadsInto(part: string, specifier: string): boolean {
  const folder = `file:///katas/${part}/`;
  return URL.canParse(specifier, folder) && new URL(specifier, folder).href.startsWith(folder);
}

function literalOf(node: Expression): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  const isPlain = node.type === 'TemplateLiteral' && node.expressions.length === 0;
  return isPlain ? (node.quasis[0].value.cooked ?? undefined) : undefined;
}

/** The name at the end of `a`, `a.b` or `a['b']`. */
function nameOf(node: Expression): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.property.type === 'PrivateIdentifier') return undefined; // prettier-ignore
  return node.computed ? literalOf(node.property) : (node.property as { name: string }).name;
}
