import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { DeviceLost, OutOfMemory } from '#src/backend/backend-errors';
import type { BackendName } from '#src/backend/choice';
import { explainFailure, runOn } from '#src/backend/failures';
import type { LoadedTensorFlow } from '#src/backend/load';
import type { TensorFlow } from '#src/backend/rung';
import { UserError } from '#src/common/user-error';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as TensorFlow;
const on = (backend: BackendName, failed = new AbortController().signal): LoadedTensorFlow => ({
  tf,
  backend,
  description: '',
  failed,
});
const explain = (backend: BackendName, error: unknown) => explainFailure(error, on(backend));

test.each<[BackendName, Error]>([
  ['wasm', new OutOfMemory('no room')],
  ['wasm', new Error('Aborted(Cannot enlarge memory arrays)')],
  ['wasm', new Error('memory access out of bounds')],
  ['cpu', new RangeError('Array buffer allocation failed')],
  ['cpu', new RangeError('Invalid typed array length: 68719476736')],
  ['node', new Error('Invalid TF_Status: 8\nMessage: failed to allocate memory')],
  ['cuda', new Error('OOM when allocating tensor with shape[5000,64,32,32] and type float')],
  ['webgpu', new OutOfMemory('vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY')],
])('%s out of memory (%#): how much it holds, a smaller batch, the next backend', (name, error) => {
  const explained = explain(name, error) as UserError;
  expect(explained).toBeInstanceOf(UserError);
  expect(explained.cause).toBe(error);
  expect(explained.message).toMatch(new RegExp(`^The backend ${name} is out of memory: it holds \\d+ tensors of \\d+ MiB together \\(.+\\)\\. Run it with a smaller batch[,.]`)); // prettier-ignore
  const next = { cuda: 'wasm', webgpu: 'wasm', node: 'wasm', wasm: 'cpu', cpu: undefined }[name];
  if (next === undefined) expect(explained.message).not.toContain('--backend');
  else expect(explained.message).toContain(`--backend ${next}.`);
});

test.each<[BackendName, Error]>([
  ['webgpu', new DeviceLost('device was unplugged')],
  ['cuda', new Error('Invalid TF_Status: 13\nMessage: CUDA_ERROR_ILLEGAL_ADDRESS')],
  ['cuda', new Error('failed to synchronize the stream')],
])('a GPU of %s that disappears (%#): run again, or on the next backend', (name, error) => {
  const { message } = explain(name, error) as UserError;
  expect(message).toMatch(
    new RegExp(
      `^The GPU of the backend ${name} disappeared in the middle of the work \\(.+\\)\\. Run the command again, or on the next backend: --backend wasm\\.$`,
    ),
  );
});

test.each([
  new Error('Invalid TF_Status: 3\nMessage: shapes do not match'),
  new TypeError('cannot read properties of undefined'),
  new DOMException('This operation was aborted', 'AbortError'),
  new UserError('clear already'),
  'not even an error',
])('anything else passes through unchanged (%#)', (error) => {
  for (const name of ['cuda', 'webgpu', 'wasm'] as const) expect(explain(name, error)).toBe(error);
});

test('an error after the failure of a device is a consequence of it', () => {
  const failed = AbortSignal.abort(new DeviceLost('gone'));
  const { message } = explainFailure(new Error('Invalid buffer'), on('webgpu', failed)) as Error;
  expect(message).toContain('disappeared in the middle of the work (gone)');
});

test('runOn gives the result of the work, and its errors unchanged', async () => {
  expect(await runOn(on('wasm'), async () => 42)).toBe(42);
  const error = new Error('of the work');
  await expect(runOn(on('wasm'), () => Promise.reject(error))).rejects.toBe(error);
});

test('runOn ends work that hangs, and does not begin any, once the backend failed', async () => {
  const failure = new AbortController();
  const loaded = on('webgpu', failure.signal);
  const hanging = runOn(loaded, () => new Promise(() => undefined));
  failure.abort(new DeviceLost('unplugged'));
  await expect(hanging).rejects.toThrow(/disappeared .*\(unplugged\)/);
  await expect(runOn(loaded, async () => expect.unreachable())).rejects.toThrow(/unplugged/);
});

test('work that ends well on a backend that failed meanwhile did not end well', async () => {
  const failure = new AbortController();
  const work = async () => failure.abort(new OutOfMemory('Buffer size exceeds'));
  await expect(runOn(on('webgpu', failure.signal), work)).rejects.toThrow(/is out of memory/);
});
