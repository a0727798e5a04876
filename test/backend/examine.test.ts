import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { backendNames } from '#src/backend/choice';
import { examineBackends } from '#src/backend/examine';
import { UsageError } from '#src/common/user-error';
import { temporaryFolders } from '../data/temporary-folder.ts';
import { softwareVulkan } from './software-vulkan.ts';

const folder = temporaryFolders();
const env = { PATH: process.env.PATH };

/** A program that answers as `answer` says, which sees `name`. */
async function answering(answer: string): Promise<URL> {
  const path = join(await folder(), 'program.mts');
  const code = `for (const name of process.argv.slice(2)) { const trial = await (async () => { ${answer} })(); await new Promise((sent) => process.send(trial, sent)); } process.disconnect();`; // prettier-ignore
  await writeFile(path, code);
  return pathToFileURL(path);
}

const works = `return { works: true, description: name + ' works' };`;

test('each backend is reported, fastest first; those that need nothing work everywhere', async () => {
  const reports = await examineBackends(env);
  expect(reports.map(({ name }) => name)).toEqual(backendNames);
  const [wasm, cpu] = reports.slice(-2);
  expect(wasm).toMatchObject({ works: true, description: 'WebAssembly with SIMD, one thread' });
  expect(cpu).toMatchObject({ works: true, isChosen: false });
  expect(reports.filter(({ isChosen }) => isChosen)).toHaveLength(1);
});

test.skipIf(softwareVulkan() === undefined)(
  'software that acts as a GPU is left out, and used when KATA_BACKEND asks for it',
  async () => {
    const vulkan = { ...env, ...softwareVulkan() };
    const left = (await examineBackends(vulkan)).find(({ name }) => name === 'webgpu');
    expect(left).toMatchObject({ works: false, reason: expect.stringContaining('only software') });
    const asked = await examineBackends({ ...vulkan, KATA_BACKEND: 'webgpu' });
    expect(asked[1]).toMatchObject({ name: 'webgpu', works: true, isChosen: true });
  },
);

test('the fastest that works is chosen, or the one that KATA_BACKEND names', async () => {
  const program = await answering(
    `if (name === 'cuda') return { works: false, reason: 'r', advice: 'a' }; ${works}`,
  );
  const chosen = async (more = {}) =>
    (await examineBackends({ ...env, ...more }, { program }))
      .filter(({ isChosen }) => isChosen)
      .map(({ name }) => name);
  expect(await chosen()).toEqual(['webgpu']);
  expect(await chosen({ KATA_BACKEND: 'cpu' })).toEqual(['cpu']);
  expect(await chosen({ KATA_BACKEND: 'cuda' })).toEqual([]);
});

test('a driver that crashes is reported, and those after it are tried all the same', async () => {
  const program = await answering(
    `if (name === 'cuda') process.kill(process.pid, 'SIGKILL'); if (name === 'wasm') process.exit(3); ${works}`,
  );
  const reports = await examineBackends(env, { program });
  expect(reports[0]).toMatchObject({ works: false, reason: 'it ended the process that tried it (SIGKILL)' }); // prettier-ignore
  expect(reports[3]).toMatchObject({ works: false, reason: 'it ended the process that tried it (exit code 3)' }); // prettier-ignore
  expect([1, 2, 4].map((i) => reports[i].works)).toEqual([true, true, true]);
});

test('a driver that hangs is given up, and those after it are tried all the same', async () => {
  const program = await answering(`if (name === 'cuda') for (;;); ${works}`);
  const reports = await examineBackends(env, { program, limitMs: 4000 });
  expect(reports[0]).toMatchObject({ works: false, reason: 'it did not answer within 4 s' });
  expect(reports.slice(1).every(({ works }) => works)).toBe(true);
});

test('a name in KATA_BACKEND that is none is a wrong call', async () => {
  await expect(examineBackends({ KATA_BACKEND: 'cuba' })).rejects.toThrow(UsageError);
});
