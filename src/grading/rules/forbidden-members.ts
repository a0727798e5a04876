import { type Expression, type Node, Visitor } from 'oxc-parser';
import type { ForbiddenMembers } from './allowed-imports.ts';
import type { ImportFindings } from './forbidden-imports.ts';
import { type ParsedSource, placeAt } from './parsed-source.ts';

const mostFindings = 20;

/**
 * Finds what a file takes of a library that it may have only in part: `tf.grad`, `tf['grad']`,
 * `const { grad } = tf` and `import { grad } from …`.
 *
 * Where the library goes by another name, or a member's name is computed, a person should look.
 */
export function findForbiddenMembers(
  file: string,
  { text, program }: ParsedSource,
  { module, names: all, except, reason }: ForbiddenMembers,
): ImportFindings {
  const names = except?.file === file ? all.filter((name) => !except.names.includes(name)) : all;
  const found: ImportFindings = { forbidden: [], suspicious: [] };
  /** What the whole library is called here. */
  const locals = new Set<string>();
  /** Where it stands for something that has been looked at. */
  const understood = new Set<number>();
  const note = (kind: keyof ImportFindings, start: number, says: string) => {
    if (found[kind].length < mostFindings) found[kind].push({ file, ...placeAt(text, start), reason: says }); // prettier-ignore
  };
  const check = (name: string | undefined, start: number) => {
    if (name === undefined)
      note('suspicious', start, `it takes something of ${module} by a name that is computed`); // prettier-ignore
    else if (names.includes(name)) note('forbidden', start, `${name} of ${module}: ${reason}`);
  };
  const isLibrary = (node: Node | null): boolean =>
    node !== null && node.type === 'Identifier' && locals.has(node.name);

  // Imports count wherever they stand, so they are looked at first.
  new Visitor({
    ImportDeclaration({ source, specifiers }) {
      if (source.value !== module) return;
      for (const specifier of specifiers) {
        if (specifier.type !== 'ImportSpecifier') {
          locals.add(specifier.local.name);
          continue;
        }
        const { imported, local, start } = specifier;
        const name = imported.type === 'Identifier' ? imported.name : imported.value;
        if (name === 'default') locals.add(local.name);
        else check(name, start);
      }
    },
    ExportNamedDeclaration({ source, specifiers }) {
      if (source?.value !== module) return;
      for (const { local, start } of specifiers) {
        check(local.type === 'Literal' ? local.value : local.name, start);
      }
    },
    ExportAllDeclaration({ source, start }) {
      if (source.value === module) note('suspicious', start, `it exports all of ${module}`);
    },
    ImportExpression({ source, start }) {
      if (source.type === 'Literal' && source.value === module) note('suspicious', start, `it imports ${module} once more`); // prettier-ignore
    },
  }).visit(program);

  new Visitor({
    ImportDeclaration({ specifiers }) {
      for (const { local } of specifiers) understood.add(local.start);
    },
    MemberExpression(node) {
      const { object, start } = node;
      if (!isLibrary(object)) return;
      understood.add(object.start);
      check(nameOf(node), start);
    },
    VariableDeclarator({ id, init }) {
      if (!isLibrary(init) || id.type !== 'ObjectPattern') return;
      understood.add(init!.start);
      for (const property of id.properties) {
        if (property.type === 'RestElement') check(undefined, property.start);
        else check(keyOf(property.key, property.computed), property.start);
      }
    },
    TSQualifiedName({ left }) {
      understood.add(left.start); // a type
    },
    TSTypeQuery({ exprName }) {
      understood.add(exprName.start);
    },
    Identifier({ name, start }) {
      if (!locals.has(name) || understood.has(start)) return;
      note('suspicious', start, `it hands ${module} on, under another name perhaps`);
    },
  }).visit(program);
  return found;
}

function nameOf(node: Expression & { type: 'MemberExpression' }): string | undefined {
  if (node.property.type === 'PrivateIdentifier') return undefined;
  return keyOf(node.property, node.computed);
}

function keyOf(key: Node, isComputed: boolean): string | undefined {
  if (key.type === 'Identifier' && !isComputed) return key.name;
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value;
  const isPlain = key.type === 'TemplateLiteral' && key.expressions.length === 0;
  return isPlain ? (key.quasis[0].value.cooked ?? undefined) : undefined;
}
