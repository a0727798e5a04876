import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allowedImports } from '#src/grading/rules/allowed-imports';
import { findForbiddenImports } from '#src/grading/rules/forbidden-imports';
import { parseSource } from '#src/grading/rules/parsed-source';

const find = (text: string, part = 2) =>
  findForbiddenImports(`part${part}/a.ts`, parseSource(text), allowedImports(part));
const reasons = (text: string, part = 2) => find(text, part).forbidden.map(({ reason }) => reason);

/** The files of tasks: neither laws nor manifests. */
const taskFiles = (folder: string, part: number) =>
  readdirSync(`${folder}/part${part}`)
    .filter((name) => /^[a-z0-9-]+\.ts$/.test(name) && !/^(kata|experiment)\.ts$/.test(name))
    .map((name) => [`${folder}/part${part}/${name}`, part] as const);
const ours = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((part) => [
  ...taskFiles('fixtures/originals', part),
  ...taskFiles('solutions', part),
]);

test.each(ours)('%s imports nothing forbidden', (path, part) => {
  const text = readFileSync(path, 'utf8');
  expect(find(text, part)).toEqual({ forbidden: [], suspicious: [] });
  // The imports that a stub names in a comment, to be used when they are needed.
  expect(find(text.replaceAll('// import', 'import'), part).forbidden).toEqual([]);
});

test.each([
  [0, "import { matrix } from 'mathjs';"],
  [1, "import { matrix } from 'mathjs/number';"],
  [2, "import { myConv2d } from './conv2d.ts';"],
  [2, "export * from './conv2d.ts';"],
  [2, "const a = await import('./conv2d.ts');"],
  [2, 'const a = await import(`./conv2d.ts`);'],
  [2, "import { myConv2d } from '#kata/part2/conv2d';"],
  [2, "import { myConv2d } from '../part2/conv2d.ts';"],
  [2, "import type { Tensor } from 'onnxruntime-node';"],
  [2, "export type { Tensor } from 'onnxruntime-node';"],
  [2, "type T = import('brain.js').T;"],
  [2, "// import brain from 'brain.js'"],
  [2, 'const text = "import brain from \'brain.js\'";'],
  [2, 'const a = { resolve: 1, binding: 2 }; a.resolve; a.binding;'],
  [3, "import * as tf from '@tensorflow/tfjs';"],
  [4, "import { batches } from '#src/data/batches';"],
])('part %d may have %s', (part, text) => {
  expect(find(text, part)).toEqual({ forbidden: [], suspicious: [] });
});

test.each([
  [1, "import brain from 'brain.js';", '"brain.js" is a library for neural networks or gradients'],
  [1, "import * as tf from '@tensorflow/tfjs';", 'a library for neural networks'],
  [2, "import '@tensorflow\\u002ftfjs';", '"@tensorflow/tfjs" is a library for neural networks'],
  [3, "import * as tf from '@tensorflow/tfjs-node';", 'a library for neural networks'],
  [3, "import { matrix } from 'mathjs';", '"mathjs" is not among the allowed'],
  [2, "import { type T } from 'brain.js';", 'a library for neural networks'],
  [2, "import defer * as b from 'brain.js';", 'a library for neural networks'],
  [2, "export { run } from 'synaptic';", 'a library for neural networks'],
  [2, "export * from 'synaptic';", 'a library for neural networks'],
  [2, "import b = require('brain.js');", 'a library for neural networks'],
  [2, "await import('brain.js');", 'a library for neural networks'],
  [2, "await import(('brain.js'));", 'a library for neural networks'],
  [2, "await import('brain' + '.js');", 'by a name that is computed'],
  [2, 'await import(name);', 'by a name that is computed'],
  [2, 'await import(`brain${dot}js`);', 'by a name that is computed'],
  [2, "require('brain.js');", 'a library for neural networks'],
  [2, 'require(name);', 'by a name that is computed'],
  [2, 'require(...names);', 'by a name that is computed'],
  [2, "module.require('brain.js');", 'a library for neural networks'],
  [2, "import { createRequire } from 'node:module';", 'is a module of Node'],
  [2, "import fs from 'fs';", '"fs" is a module of Node'],
  [2, "import x from 'node:no-such';", 'is a module of Node'],
  [2, "process.getBuiltinModule('fs');", 'getBuiltinModule loads modules around the rules'],
  [2, "globalThis.process['getBuiltinModule']('fs');", 'getBuiltinModule loads modules'],
  [2, 'const { getBuiltinModule: a } = process;', 'getBuiltinModule loads modules'],
  [2, "process.binding('fs');", 'process.binding loads modules'],
  [2, "globalThis.process?.['binding']('fs');", 'process.binding loads modules'],
  [2, "import.meta.resolve('brain.js');", 'import.meta.resolve loads modules'],
  [2, "import '../part1/mlp.ts';", '"../part1/mlp.ts" leads out of part2'],
  [2, "import '../../solutions/part2/conv2d.ts';", 'leads out of part2'],
  [2, "import './../part1/mlp.ts';", 'leads out of part2'],
  [2, "import './%2e%2e/part1/mlp.ts';", 'leads out of part2'],
  [2, "import '../part20/mlp.ts';", 'leads out of part2'],
  [2, "import '#kata/part1/mlp';", 'is not among the allowed'],
  [2, "import '#src/laws/definitions/convolution/convolution';", 'is not among the allowed'],
  [2, "import 'file:///etc/passwd';", 'is not among the allowed'],
  [2, "import 'data:text/javascript,1';", 'is not among the allowed'],
  [2, "import '/etc/passwd';", 'is not among the allowed'],
  [2, "import 'mathjs-evil';", 'is not among the allowed'],
])('part %d may not have %s', (part, text, reason) => {
  expect(reasons(text, part)[0]).toContain(reason);
});

test.each([
  ["eval('1');", 'eval makes code of a text'],
  ["(0, eval)('1');", 'eval makes code of a text'],
  ["new Function('return 1')();", 'Function makes code of a text'],
  ["Function('return 1')();", 'Function makes code of a text'],
  ["[].map.constructor('return 1')();", 'a constructor that is called by that name'],
  ['new WebAssembly.Module(bytes);', 'WebAssembly runs code'],
])('%s is only looked at by a person', (text, reason) => {
  const { forbidden, suspicious } = find(text);
  expect(forbidden).toEqual([]);
  expect(suspicious.map((one) => one.reason).join()).toContain(reason);
});

describe('a finding', () => {
  test('says where it is', () => {
    const text = "// é😀\r\nconst a = 1;\r\n  import brain from 'brain.js'; // here\r\n";
    expect(find(text).forbidden[0]).toMatchObject({
      file: 'part2/a.ts',
      line: 3,
      column: 3,
      excerpt: "import brain from 'brain.js'; // here",
    });
  });
  test('shows the place in a line of any length', () => {
    const text = `${'/* x */'.repeat(5000)}import 'brain.js';${'/* y */'.repeat(5000)}`;
    const [{ excerpt, column }] = find(text).forbidden;
    expect(excerpt).toContain("import 'brain.js';");
    expect(excerpt.length).toBeLessThanOrEqual(120);
    expect(column).toBe(35_001);
  });
  test('is there in a file that does not parse to its end, where the parser came by', () => {
    expect(reasons("import 'brain.js';\nlet a: number = 1;\nlet a = 2;")).toHaveLength(1);
  });
  test('is one of twenty at most', () => {
    expect(find("import 'brain.js';".repeat(1000)).forbidden).toHaveLength(20);
  });
});
