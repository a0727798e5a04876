import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allowedImports } from '#src/grading/rules/allowed-imports';
import { findForbiddenMembers } from '#src/grading/rules/forbidden-members';
import { inspectSource } from '#src/grading/rules/inspect-source';
import { parseSource } from '#src/grading/rules/parsed-source';

const rule = allowedImports(6).without!;
const find = (text: string) => findForbiddenMembers('part6/a.ts', parseSource(text), rule);
const star = "import * as tf from '@tensorflow/tfjs';\n";

const taskFiles = (folder: string) =>
  readdirSync(folder)
    .filter((name) => /^[a-z0-9-]+\.ts$/.test(name) && !/^(kata|experiment)\.ts$/.test(name))
    .map((name) => `${folder}/${name}`);

test.each([...taskFiles('fixtures/originals/part6'), ...taskFiles('solutions/part6')])(
  '%s uses nothing forbidden',
  (path) => {
    expect(find(readFileSync(path, 'utf8'))).toEqual({ forbidden: [], suspicious: [] });
  },
);

test.each([
  'tf.matMul(a, b); tf.tidy(() => tf.variable(tf.zeros([1])));',
  'const { matMul, tidy } = tf;',
  'let t: tf.Tensor2D; let all: typeof tf; let o: tf.Optimizer;',
  'const network = { model: 1, layers: [], grad: 2, train() {} }; network.model; network.grad; this.layers;',
  "import { matMul, sub as minus } from '@tensorflow/tfjs';",
  'tf["matMul"](a, b);',
])('part 6 may have %s', (text) => {
  expect(find(star + text)).toEqual({ forbidden: [], suspicious: [] });
});

test.each([
  ['tf.grad(f)(x)', 'grad'],
  ['tf.variableGrads(f)', 'variableGrads'],
  ['tf?.grads(f)', 'grads'],
  ["tf['grad'](f)", 'grad'],
  ['tf[`valueAndGrad`](f)', 'valueAndGrad'],
  ['tf.layers.dense({ units: 1 })', 'layers'],
  ['tf.train.sgd(0.1).minimize(f)', 'train'],
  ['tf.losses.softmaxCrossEntropy(a, b)', 'losses'],
  ['new tf.SGDOptimizer(0.1)', 'SGDOptimizer'],
  ['tf.engine().gradients(f, [])', 'engine'],
  ['const { customGrad } = tf;', 'customGrad'],
  ['const { "grad": g } = tf;', 'grad'],
  ["import { grad as g } from '@tensorflow/tfjs';", 'grad'],
  ["import { 'sequential' as s } from '@tensorflow/tfjs';", 'sequential'],
  ["export { train } from '@tensorflow/tfjs';", 'train'],
  ["import all from '@tensorflow/tfjs'; all.model({});", 'model'],
  ["import { default as all } from '@tensorflow/tfjs'; all.grad(f);", 'grad'],
])('part 6 may not have %s', (text, name) => {
  const { forbidden } = find(star + text);
  expect(forbidden.map(({ reason }) => reason)).toEqual([
    `${name} of @tensorflow/tfjs: ${rule.reason}`,
  ]);
});

test.each([
  'const t = tf; t.grad(f);',
  'f(tf);',
  'tf["gr" + "ad"](f);',
  'const { matMul, ...rest } = tf;',
  "export * from '@tensorflow/tfjs';",
  "const t = await import('@tensorflow/tfjs');",
])('a person should look at %s', (text) => {
  const { forbidden, suspicious } = find(star + text);
  expect(forbidden).toEqual([]);
  expect(suspicious.length).toBe(1);
});

test('the other parts with TensorFlow.js may train with it', () => {
  const text = `${star}tf.train.sgd(0.1); tf.grad(f); tf.layers.dense({ units: 1 });`;
  const inspect = (part: number) =>
    inspectSource({ file: `part${part}/a.ts`, text, stub: '', allowed: allowedImports(part) });
  expect(inspect(3).forbidden).toEqual([]);
  expect(inspect(6).forbidden).toHaveLength(3);
});

test('part 7 may take layers into its network, and nothing that trains or is another task', () => {
  const text = `${star}tf.layers.dense({ units: 1 }); tf.model(a); tf.matMul(a, b);
    tf.grad(f); tf.train.sgd(0.1); tf.dropout(a, 0.5); tf.image.flipLeftRight(a);`;
  const inspect = (file: string) =>
    inspectSource({ file, text, stub: '', allowed: allowedImports(7) }).forbidden.map(
      ({ reason }) => reason.split(' ')[0],
    );
  const everywhere = ['grad', 'train', 'dropout', 'image'];
  expect(inspect('part7/network.ts')).toEqual(everywhere);
  expect(inspect('part7/dropout.ts')).toEqual(['layers', 'model', ...everywhere]);
});

test.each(
  [7, 8].flatMap((part) =>
    [`fixtures/originals/part${part}`, `solutions/part${part}`].flatMap((folder) =>
      taskFiles(folder).map((path) => ({ part, path })),
    ),
  ),
)('part $part: $path uses nothing forbidden', ({ part, path }) => {
  const rule = allowedImports(part).without!;
  const file = path.split('/').slice(-2).join('/');
  const found = findForbiddenMembers(file, parseSource(readFileSync(path, 'utf8')), rule);
  expect(found).toEqual({ forbidden: [], suspicious: [] });
});

test('part 8 may have neither gradients nor layers of the library', () => {
  const text = `${star}tf.grad(f); tf.layers.dense({ units: 1 }); tf.losses.hingeLoss(a, b); tf.matMul(a, b);`;
  const { forbidden } = inspectSource({
    file: 'part8/losses.ts',
    text,
    stub: '',
    allowed: allowedImports(8),
  });
  expect(forbidden.map(({ reason }) => reason.split(' ')[0])).toEqual(['grad', 'layers', 'losses']);
});
