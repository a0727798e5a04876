import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readLaws } from '#src/grading/judge/part-laws';
import { RemoteSubject } from '#src/grading/remote/remote-subject';
import { buildKit } from '#src/grading/sandbox/kit';
import { preparedToLaunch } from '#src/grading/sandbox/launch';
import { raiseWalls } from '#src/grading/sandbox/raise-walls';
import { packagesFor } from '#src/grading/sandbox/packages';
import { layOut, type Room } from '#src/grading/sandbox/room';
import { checkLaw } from '#src/laws/check-law';
import type { Kata } from '#src/laws/kata';
import { useSubject } from '#src/laws/subject';
import { loadKata, taskFiles } from '#src/learner/katas';
import type { Implementation } from '../corpus/implementation.ts';
import { root } from './grading-room.ts';

// The corpora of right and wrong programs, judged in the sandbox. Of parts 0 to 2 every fifteenth by default;
// of all parts every nth by KATA_PARITY=n.
const asked = process.env.KATA_PARITY;
const EVERY = asked === undefined ? 15 : Number(asked);
const someParts = asked === undefined ? /^part[0-2]-/ : /^part/;

interface Corpus {
  part: string;
  file: string;
  reference: object;
  wrong: readonly Implementation<object>[];
  right: readonly Implementation<object>[];
}

/** A file of the corpus as one module that the sandbox can load: it says what it would have had proven. */
async function bundled(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path],
    plugins: [captured],
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}

const captured: Plugin = {
  name: 'captured',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/corpus\.ts$/ }, () => ({ path: 'corpus', namespace: 'captured' }));
    onLoad({ filter: /.*/, namespace: 'captured' }, () => ({
      contents: 'export const proveCorpus = (corpus) => { globalThis.annKatasCorpus = corpus; };',
    }));
    onResolve({ filter: /^#src\// }, ({ path }) => ({ path: join(root, `${path.slice(1)}.ts`) }));
    onResolve({ filter: /^(mathjs|@tensorflow\/.*|node:.*)$/ }, ({ path }) => ({ path, external: true })); // prettier-ignore
  },
};

const implementation = (name: string, exports: readonly string[], kind: string, i: number) => `
import './${name}.corpus.js';
const { reference, ${kind} } = globalThis.annKatasCorpus;
const all = { ...reference, ...${kind}[${i}].module };
export const { ${exports.join(', ')} } = all;
`;

const kit = await buildKit(root);
const { walls } = await raiseWalls(root, kit);

let proven: Corpus | undefined;
vi.mock('../corpus/corpus.ts', () => ({
  proveCorpus: (corpus: Corpus) => {
    proven = corpus;
  },
}));

const corpora = (await readdir(join(root, 'test/corpus')))
  .filter((name) => someParts.test(name) && /^part\d-(?!definitions|empty).*\.test\.ts$/.test(name))
  .map((name) => basename(name, '.test.ts'));

describe.each(corpora)('%s', (name) => {
  let corpus: Corpus;
  let room: Room;
  let kata: Kata;
  /** Where laws call other files of the part, those are the solution's. */
  const siblings = new Map<object, string>();
  const chosen: [kind: 'right' | 'wrong', i: number][] = [];
  beforeAll(async () => {
    const code = await bundled(join(root, `test/corpus/${name}.test.ts`));
    await import(`../corpus/${name}.test.ts`);
    corpus = proven!;
    kata = await loadKata(root, corpus.part);
    const files = new Map([[`${name}.corpus.js`, code]]);
    for (const file of taskFiles(kata)) {
      const path = `${corpus.part}/${file}`;
      if (file === corpus.file) continue;
      siblings.set((await import(`#kata/${corpus.part}/${file}`)) as object, path);
      files.set(`${path}.js`, await bundled(join(root, `solutions/${path}.ts`)));
    }
    for (const kind of ['right', 'wrong'] as const) {
      for (let i = 0; i < corpus[kind].length; i += EVERY) {
        chosen.push([kind, i]);
        files.set(`${kind}-${i}.js`, implementation(name, Object.keys(corpus.reference), kind, i));
      }
    }
    room = await layOut(root, kit, files, packagesFor(kata));
  }, 60_000);
  afterAll(() => room.remove());

  test('right programs get all points, wrong ones do not', async () => {
    const [{ laws }] = await readLaws(root, corpus.part, [corpus.file]);
    for (const [kind, i] of chosen) {
      const fileOf = (module: object) => siblings.get(module) ?? `${kind}-${i}`;
      const { tensorflow = false } = kata;
      const subject = new RemoteSubject(await preparedToLaunch(room, walls), fileOf, {
        tensorflow,
      });
      useSubject(subject);
      const statuses = [];
      for (const { id, law } of laws) {
        const { status } = await checkLaw(law, id, { seed: 1, timed: 'none' });
        statuses.push(status);
        if (status === 'broken') break;
      }
      subject.close();
      useSubject(undefined);
      const isRight = statuses.every((status) => status === 'holds');
      expect(isRight, `${kind}: ${corpus[kind][i].name}`).toBe(kind === 'right');
    }
  }, 300_000);
});
