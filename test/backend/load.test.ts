import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadTensorFlow } from '#src/backend/load';
import type { Machine } from '#src/backend/rung';
import { UserError } from '#src/common/user-error';
import { temporaryFolders } from '../data/temporary-folder.ts';
import { fakeDawn, fakeMachine, fakeNativePackage } from './fake-machine.ts';

const gpuPackage = '@tensorflow/tfjs-node-gpu';
const cpuPackage = '@tensorflow/tfjs-node';
/** Whether this machine may have one of its own. */
const mayHaveVulkanDriver = [
  '/etc',
  '/usr/local/etc',
  '/usr/share',
  '/usr/local/share',
  '/run/opengl-driver/share',
].some((root) => existsSync(`${root}/vulkan/icd.d`));
const folder = temporaryFolders();
const bare = fakeMachine({});
const load = (machine: Machine, backend?: string, env = {}) =>
  loadTensorFlow({ machine, backend, env });
const messageOf = (loading: Promise<unknown>) =>
  loading.then(
    () => 'nothing was thrown',
    (error: unknown) => `${(error as Error).name}: ${(error as Error).message}`,
  );

describe('auto', () => {
  test('takes CUDA where tfjs-node-gpu sees a GPU', async () => {
    const packages = { [gpuPackage]: fakeNativePackage({ usesGpu: true }) };
    const machine = fakeMachine({ packages, libraries: ['libcuda.so.1'] });
    expect(await load(machine)).toMatchObject({
      backend: 'cuda',
      description: 'CUDA, by @tensorflow/tfjs-node-gpu 4.22.0',
    });
  });

  test('does not take for CUDA a tfjs-node-gpu that computes on the CPU: that is node', async () => {
    const packages = { [gpuPackage]: fakeNativePackage({ usesGpu: false }) };
    const machine = fakeMachine({ packages, libraries: ['libcuda.so.1'] });
    expect(await load(machine)).toMatchObject({
      backend: 'node',
      description: 'native CPU, by @tensorflow/tfjs-node-gpu 4.22.0',
    });
  });

  test('does not even load tfjs-node-gpu where there is no NVIDIA driver', async () => {
    const packages = {
      [gpuPackage]: () => expect.unreachable(),
      [cpuPackage]: fakeNativePackage({ usesGpu: false }),
    };
    expect((await load(fakeMachine({ packages }))).backend).toBe('node');
  });

  test('takes WebAssembly where nothing is installed by hand and there is no GPU', async () => {
    expect((await load(bare)).backend).toBe('wasm');
  });

  test.each([
    { description: 'SwiftShader driver 5.0.0' },
    { device: 'llvmpipe (LLVM 19.1.1, 256 bits)' },
    { device: 'Microsoft Basic Render Driver' },
    { device: 'A new one', isFallbackAdapter: true },
  ])('leaves out software that acts as a GPU: %o', async (info) => {
    const machine = fakeMachine({
      packages: { webgpu: fakeDawn(info) },
      libraries: ['libvulkan.so.1'],
    });
    const env = { VK_DRIVER_FILES: 'given' };
    expect((await load(machine, undefined, env)).backend).toBe('wasm');
    // By name it is tried, and only the device is missing.
    const message = await messageOf(load(machine, 'webgpu', env));
    expect(message).toContain('the driver refuses a device');
  });

  test('says that wasm does not work when it has to go below it', async () => {
    const broken = { '@tensorflow/tfjs-backend-wasm': () => { throw new Error('damaged'); } }; // prettier-ignore
    const tf = { ...(await bare.importPackage('@tensorflow/tfjs')) as object }; // prettier-ignore
    const packages = { '@tensorflow/tfjs': () => tf, ...broken };
    expect(await load(fakeMachine({ packages }))).toMatchObject({
      backend: 'cpu',
      description: 'plain JavaScript, one thread; wasm does not work: damaged',
    });
  });

  test('names every reason when nothing works', async () => {
    const packages = { '@tensorflow/tfjs': () => { throw new Error('gone'); } }; // prettier-ignore
    const message = await messageOf(load(fakeMachine({ packages })));
    expect(message).toMatch(/^UserError: No backend of TensorFlow\.js works here:\n {2}cuda: /);
    expect(message.split('\n')).toHaveLength(6);
  });
});

describe('a backend asked for by name that does not work says why, what would help, and which would', () => {
  const next = 'What works now: --backend wasm (WebAssembly with SIMD, one thread).';

  test.each([
    ['cuda', bare, 'there is no NVIDIA driver'],
    ['cuda', fakeMachine({ platform: 'darwin' }), 'there is no CUDA for darwin'],
    ['cuda', fakeMachine({ libraries: ['libcuda.so.1'] }), `${gpuPackage} is not installed`],
    [
      'cuda',
      fakeMachine({
        libraries: ['libcuda.so.1'],
        packages: { [gpuPackage]: () => { throw new Error('The Node.js native addon module can not be found\nmore'); } }, // prettier-ignore
      }),
      `The Node.js native addon module can not be found. What would help: npm rebuild ${gpuPackage}`,
    ],
    ['node', bare, `${cpuPackage} is not installed. What would help: npm install ${cpuPackage}`],
    ['webgpu', bare, 'webgpu is not installed'],
    ['webgpu', fakeMachine({ packages: { webgpu: fakeDawn(null) } }), 'libvulkan.so.1 is not installed'], // prettier-ignore
    [
      'webgpu',
      fakeMachine({ packages: { webgpu: fakeDawn(null) }, platform: 'win32' }),
      'no GPU was found that can be used',
    ],
  ])('%s (%#)', async (name, machine, reason) => {
    const message = await messageOf(load(machine, name));
    expect(message).toContain(
      `UserError: --backend ${name}: this backend does not work here: ${reason}`,
    );
    expect(message).toContain(next);
  });

  test('and that KATA_BACKEND named it', async () => {
    const loading = load(bare, undefined, { KATA_BACKEND: 'node' });
    await expect(loading).rejects.toThrow(UserError);
    expect(await messageOf(loading)).toContain('KATA_BACKEND=node: this backend does not work');
  });
});

test('tfjs-node-gpu on a GPU is not passed off as the CPU', async () => {
  const packages = { [gpuPackage]: fakeNativePackage({ usesGpu: true }) };
  const machine = fakeMachine({ packages, libraries: ['libcuda.so.1'] });
  await load(machine, 'cuda');
  expect(await messageOf(load(machine, 'node'))).toContain('computes on the GPU already');
});

test('auto asks Vulkan only where a driver is installed: without one it complains on the terminal', async () => {
  let wasAsked = false;
  const requestAdapter = async () => {
    wasAsked = true;
    return null;
  };
  const webgpu = () => ({ create: () => ({ requestAdapter }), globals: {} });
  const machine = fakeMachine({ packages: { webgpu }, libraries: ['libvulkan.so.1'] });
  const share = await folder();
  const env = { HOME: '/nowhere', XDG_CONFIG_DIRS: '/nowhere', XDG_DATA_DIRS: `/nowhere:${share}` };
  await mkdir(join(share, 'vulkan/icd.d'), { recursive: true });
  expect((await load(machine, undefined, env)).backend).toBe('wasm');
  expect(wasAsked && !mayHaveVulkanDriver).toBe(false);
  await writeFile(join(share, 'vulkan/icd.d/of_a_gpu.json'), '{}');
  expect((await load(machine, undefined, env)).backend).toBe('wasm');
  expect(wasAsked).toBe(true);
});
