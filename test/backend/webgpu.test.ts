import { beforeAll, describe, expect, test } from 'vitest';
import { loadTensorFlow } from '#src/backend/load';
import { type Outcome, runProgram } from './program.ts';
import { trainSmallNetwork } from './small-network.ts';
import { softwareVulkan } from './software-vulkan.ts';

const vulkan = softwareVulkan();

describe.skipIf(vulkan === undefined)(
  'on software Vulkan (skipped where vk_swiftshader_icd.json, of the package chromium, is not found)',
  () => {
    let outcome: Outcome;
    let seen: Record<string, unknown>;

    beforeAll(async () => {
      outcome = await runProgram(new URL('./webgpu-program.ts', import.meta.url), [], {
        env: vulkan!,
      });
      seen = JSON.parse(outcome.out.trim().split('\n').at(-1) || '{}') as typeof seen;
    }, 90_000);

    test('a process that used WebGPU, and saw it fail, ends by itself and says nothing more', () => {
      expect(outcome).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^\{.*\}\n$/) }); // prettier-ignore
      expect(seen).toMatchObject({ backend: 'webgpu', description: expect.stringMatching(/^WebGPU on \w/) }); // prettier-ignore
    });

    test('a small convolutional network trains as it does on plain JavaScript', async () => {
      const losses = await trainSmallNetwork(await loadTensorFlow({ backend: 'cpu' }), 12);
      expect(losses[11]).toBeLessThan(losses[0] - 0.3);
      (seen.losses as number[]).forEach((loss, i) => expect(loss).toBeCloseTo(losses[i], 2));
      expect(seen.leaked).toBe(0);
    });

    test('loading it again uses the device there is, and a new one after a failure', () => {
      expect(seen.isSameDevice).toBe(true);
      expect(seen.recovered).toEqual((seen.losses as number[]).slice(0, 3));
    });

    test('a tensor larger than the GPU allows says so, where WebGPU alone returns zeros', () => {
      expect(seen.tooLarge).toMatch(/^UserError: The backend webgpu is out of memory: it holds \d+ tensors of .* GiB together \(Buffer size .*\)\. Run it with a smaller batch, or on the next backend: --backend wasm\./); // prettier-ignore
    });

    test('and such zeros cannot be read where nobody watches for failures either', () => {
      expect(seen.tooLargeUnwatched).toMatch(/^OutOfMemory: Buffer size .* exceeds/);
    });

    test('a GPU that disappears in the middle of a training ends it with one clear message', () => {
      expect(seen.lost).toBe(
        'UserError: The GPU of the backend webgpu disappeared in the middle of the work (device was destroyed). Run the command again, or on the next backend: --backend wasm.',
      );
    });

    test('work that hangs ends when the GPU disappears', () => {
      expect(seen.hung).toBe(seen.lost);
    });

    test('reading values at once, which Node cannot do, says what to write', () => {
      expect(seen.readAtOnce).toMatch(/^Error: .*await tensor\.data\(\)/);
    });

    test('only the globals that TensorFlow.js names are there, and navigator is as it was', () => {
      expect(seen.newGlobals).toEqual(
        ['GPUBuffer', 'GPUBufferUsage', 'GPUMapMode', 'GPUTexture', 'GPUTextureUsage'], // prettier-ignore
      );
      expect(seen.isNavigatorAsBefore).toBe(true);
    });
  },
);
