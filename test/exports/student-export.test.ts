import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { collectForStudents } from '#src/grading/exports/collect';
import { withoutDeadLinks } from '#src/grading/exports/dead-links';
import { writeFolder } from '#src/grading/exports/export-files';
import { findLeaks } from '#src/grading/exports/leaks';
import { studentExport } from '#src/grading/exports/student-export';
import { loadKata, taskFiles } from '#src/learner/katas';
import { kata } from '../cli/room.ts';
import { temporaryFolders } from '../data/temporary-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { allKatas, filesBelow, modesIn, root } from './exported.ts';

const katas = await allKatas();
/** What a student writes, by part: `part2/conv2d.ts`, `part2/answers.md`. */
const solved = katas.flatMap(
  (one) =>
  [...taskFiles(one).map((file) => `${file}.ts`), 'answers.md'].map((file) => `part${one.part}/${file}`), // prettier-ignore
);
const folder = temporaryFolders();
const handOut = temporaryFolder();
let paths: string[] = [];
const read = (path: string) => readFileSync(join(handOut.path, path), 'utf8');

beforeAll(async () => {
  const files = await studentExport(root, katas);
  await writeFolder(handOut.path, files, new Set());
  await symlink(join(root, 'node_modules'), join(handOut.path, 'node_modules'), 'junction');
  paths = filesBelow(handOut.path);
});

const squeezed = (text: string) => text.replaceAll(/\s+/g, '');

/** Every four lines of the solutions and their answers that are neither short nor in the stubs. */
function fourLinesInARow(): { from: string; text: string }[] {
  return solved.flatMap((from) => {
    const text = readFileSync(join(root, 'solutions', from), 'utf8');
    const stub = squeezed(readFileSync(join(root, 'fixtures/originals', from), 'utf8'));
    const code = text
      .replaceAll(/^ *(\/?\*|\/\/).*$/gm, '')
      .split('\n')
      .map(squeezed);
    const lines = code.filter((line) => line.length > 3);
    return lines
      .map((_, i) => ({ from, text: lines.slice(i, i + 4).join('') }))
      .filter(({ text: four }) => four.length >= 100 && !stub.includes(four))
      .filter(({ text: four }) => !/import|interface|exporttype/.test(four)); // none of the task
  });
}

describe('what is in it', () => {
  test('of the solutions it has the experiments alone', () => {
    const solutions = paths.filter((path) => path.startsWith('solutions/'));
    for (const path of solutions) {
      expect(path).toMatch(/^solutions\/(README\.md|part\d+\/experiment(\.ts|\/[\w-]+\.ts))$/);
    }
    expect(solutions).toHaveLength(new Set(solutions).size);
    for (const { part } of katas)
      expect(solutions).toContain(`solutions/part${part}/experiment.ts`);
  });

  test('nothing comes from the tests, the corpora, the attacks, the history or from what is ignored', () => {
    const folders = new Set(paths.map((path) => path.split('/').slice(0, -1).join('/')));
    for (const name of folders) {
      expect(name).not.toMatch(/(^|\/)(test|\.git|\.ci|\.kata|results-?\d*|attacks|tour|formats|bench|decisions)$/); // prettier-ignore
    }
    expect(new Set(paths.map((path) => path.split('/')[0]))).toEqual(
      new Set(['.gitattributes', '.gitignore', '.npmrc', '.prettierrc.json', 'README.md', 'bin', 'docs', 'fixtures', 'katas', 'package-lock.json', 'package.json', 'solutions', 'src', 'tsconfig.json']), // prettier-ignore
    );
    expect(paths).not.toContain('fixtures/part2/generate.ts');
  });

  test('no four lines in a row of a solution are anywhere in it', () => {
    const all = paths.map((path) => [path, squeezed(read(path))] as const);
    const found = new Set<string>();
    for (const { from, text } of fourLinesInARow()) {
      for (const [path, content] of all) if (content.includes(text)) found.add(`${path}: ${from}`);
    }
    expect([...found].sort()).toEqual([
      'solutions/part3/experiment.ts: part3/result.ts', // the curves of a training that diverged
      'solutions/part4/experiment/report.ts: part5/plateau.ts', // the mean of some numbers
      'src/laws/definitions/architectures/architectures.ts: part4/networks.ts', // the assignment's table of layers
    ].sort()); // prettier-ignore
  });

  test('the stubs are the committed ones, whatever lies in katas/', async () => {
    const half = await folder();
    const part2 = await loadKata(root, 'part2');
    for (const place of ['katas/part2', 'fixtures/originals/part2']) {
      await cp(join(root, place), join(half, place), { recursive: true });
    }
    await writeFile(join(half, 'katas/part2/conv2d.ts'), 'export const myConv2d = solved;');
    await writeFile(join(half, 'katas/part2/answers.md'), 'Because of the kernel.');
    await writeFile(join(half, 'katas/part2/notes.ts'), 'export const trick = 1;');
    await mkdir(join(half, 'katas/part2/old'));
    await writeFile(join(half, 'katas/part2/old/conv2d.ts'), 'export const myConv2d = solved;');
    const files = await collectForStudents(half, [part2]);
    for (const file of ['conv2d.ts', 'answers.md']) {
      const original = readFileSync(join(root, 'fixtures/originals/part2', file), 'utf8');
      expect(Buffer.from(files.get(`katas/part2/${file}`)!).toString()).toBe(original);
    }
    expect([...files.keys()].filter((path) => /notes|old/.test(path))).toEqual([]);
  });

  test('every link of its pages leads to something', () => {
    for (const path of paths.filter((name) => name.endsWith('.md'))) {
      for (const [, target] of read(path).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:|^#/.test(target)) continue;
        const place = posix.join(dirname(path), target.split('#')[0]);
        expect(existsSync(join(handOut.path, place)), `${path}: ${target}`).toBe(true);
      }
    }
    expect(read('README.md')).not.toContain('{{');
  });
});

describe('leaks', () => {
  test.each(solved)(
    // prettier-ignore
    'solutions/%s is noticed, though its lines are broken elsewhere and its comments are gone',
    async (path) => {
      const text = readFileSync(join(root, 'solutions', path), 'utf8');
      const other = path.endsWith('.ts') ? text.replaceAll(/^\s*(\/\*\*|\*|\/\/).*$/gm, '') : text; // prettier-ignore
      const name = `src/somewhere${path.slice(path.lastIndexOf('.'))}`;
      const files = new Map([[name, `// ours\n${other.replaceAll('\n', '\r\n    ')}`]]);
      const leaks = await findLeaks(root, katas, files);
      expect(leaks.map((leak) => leak.from)).toContain(`solutions/${path}`);
    },
  );

  test('stubs and templates of answers are none', async () => {
    const files = new Map(
      filesBelow(join(root, 'fixtures/originals')).map((path) => [path, readFileSync(join(root, 'fixtures/originals', path))]), // prettier-ignore
    );
    expect(await findLeaks(root, katas, files)).toEqual([]);
  });
});

describe('its packages', () => {
  test('scripts and imports point at what is there, and nothing stands for the solutions', () => {
    const { scripts, imports, bin, knip } = JSON.parse(read('package.json')) as {
      scripts: Record<string, string>;
      imports: Record<string, string | Record<string, string>>;
      bin: Record<string, string>;
      knip?: unknown;
    };
    for (const script of Object.values(scripts)) {
      const [, file] = /^node (\S+)/.exec(script) ?? [];
      if (file !== undefined) expect(paths).toContain(file);
      else expect(script).toMatch(/^echo /);
    }
    expect(paths).toContain(bin.kata);
    expect(knip).toBeUndefined();
    expect(Object.keys(imports['#kata/*'])).toEqual(['original', 'default']);
    const folders = Object.values(imports['#kata/*']).map((target) => target.slice(2, -5));
    for (const name of folders)
      expect(paths.some((path) => path.startsWith(`${name}/`))).toBe(true);
  });

  test('the lock file is of the same packages, without the tools of the repository', () => {
    interface Packages {
      dependencies: object;
      devDependencies: object;
      optionalDependencies: object;
    }
    const manifest = JSON.parse(read('package.json')) as Packages;
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, Partial<Packages>>;
    };
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
      expect(packages[''][kind]).toEqual(manifest[kind]);
      for (const name of Object.keys(manifest[kind])) expect(packages).toHaveProperty([`node_modules/${name}`]); // prettier-ignore
    }
    for (const tool of ['@stryker-mutator/core', 'knip', 'oxlint', 'prettier', 'assemblyscript']) {
      expect(packages).not.toHaveProperty([`node_modules/${tool}`]);
    }
  });
});

describe('its commands', () => {
  const call = (...args: string[]) => kata(handOut.path, args);

  test('all laws of a stub are red, and the report says what is to be written', async () => {
    const { code, out, err } = await call('test', 'katas/part2');
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('0 of 27 points');
    expect(out).toContain('next: write task 2.1');
  });

  test('the tour is short, and says why', async () => {
    const { code, out } = await call('start');
    expect(code).toBe(0);
    expect(out).toContain('needs the solutions, which a hand-out does not have');
    expect(out).toContain('katas/part0/README.md');
  });

  test('what needs a solution says so in one line', async () => {
    const calls = [
      ['experiment', 'part1', '--subject', 'solutions'],
      ['test'],
      ['export', 'student'],
      ['export', 'gradescope'],
    ];
    for (const args of calls) {
      const { code, err, out } = await call(...args);
      expect(code, args.join(' ')).toBe(args[0] === 'test' ? 2 : 1);
      expect(err.trim().split('\n'), args.join(' ')).toHaveLength(1);
      expect(err).toContain('hand-out');
      expect(out).toBe('');
    }
  });

  test('an experiment runs the student’s code, and says what is missing of it', async () => {
    const out = join(await folder(), 'out');
    const missing = await call('experiment', 'part2', '--out', out);
    expect(missing.code).toBe(1);
    expect(missing.err.trim()).toMatch(/^Task 2\.1 \(myConv2d\) is not implemented yet\.[^\n]*$/);
    const trained = await call('experiment', 'part3', '--dataset', 'shapes', '--samples', '100', '--only', 'mlp_1', '--out', join(out, 'part3')); // prettier-ignore
    expect(trained.err.trim()).toMatch(/^mlp_1 failed\. Task 3\.2 \(stratifiedSplit\) is not implemented yet\.[^\n]*$/); // prettier-ignore
    const stub = join(handOut.path, 'katas/part2/conv2d.ts');
    await cp(join(root, 'solutions/part2/conv2d.ts'), stub);
    const done = await call('experiment', 'part2', '--samples', '1', '--out', out);
    expect([done.code, done.err]).toEqual([0, '']);
    expect(existsSync(join(out, 'part2_8_output.svg'))).toBe(true);
    const reset = await call('reset', 'part2');
    expect(reset.out).toContain('katas/part2/conv2d.ts is the stub again');
  });

  test('the results of the reference are drawn', async () => {
    const out = join(await folder(), 'out');
    const results = join(handOut.path, 'docs/results/part3');
    const { code, err } = await call('plot', 'part3', results, '--out', out);
    expect([code, err]).toEqual([0, '']);
    expect(existsSync(join(out, 'part3_val_acc.svg'))).toBe(true);
  });

  test('hints are there', async () => {
    expect((await call('hint', 'part1', '1.1')).out).toContain('hint 1 of 3');
  });
});

test('some parts go into an archive, in a folder, and nothing of the others', async () => {
  const out = join(await folder(), 'hw1.zip');
  const first = await kata(root, ['export', 'student', '--parts', '0,1', '--out', out]);
  expect(first).toMatchObject({ code: 0, err: '' });
  const modes = await modesIn(out);
  expect(modes.get('ann-katas/bin/kata.js')).toBe(0o755);
  for (const path of modes.keys()) {
    expect(path).toMatch(/^ann-katas\//);
    expect(path).not.toMatch(/^ann-katas\/(?!src\/).*part[2-5]\//);
  }
  expect(modes.has('ann-katas/katas/part1/mlp.ts')).toBe(true);
  const again = await kata(root, ['export', 'student', '--out', out]);
  expect(again.code).toBe(1);
  expect(again.err).toContain('is not overwritten');
});

test('a folder with something in it is left alone', async () => {
  const full = await folder();
  await writeFile(join(full, 'mine.txt'), 'mine');
  await expect(writeFolder(full, new Map([['a', 'b']]), new Set())).rejects.toThrow('is not empty');
  expect(filesBelow(full)).toEqual(['mine.txt']);
});

test.each([
  ['[a](b.md) and [c](d.md)', '[a](b.md) and c (not in this hand-out)'],
  ['![picture](gone.svg)', 'picture'],
  [
    '[here](#part), [there](https://example.org/x)',
    '[here](#part), [there](https://example.org/x)',
  ],
  [
    '[up](../README.md#start), [out](../../x)',
    '[up](../README.md#start), out (not in this hand-out)',
  ],
])('the links of %s', (page, wanted) => {
  const there = new Set(['katas/b.md', 'README.md']);
  expect(withoutDeadLinks(page, 'katas/README.md', (path) => there.has(path))).toBe(wanted);
});
