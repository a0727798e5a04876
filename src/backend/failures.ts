import { UserError } from '../common/user-error.ts';
import type { BackendName } from './choice.ts';
import type { LoadedTensorFlow } from './load.ts';
import { DeviceLost, OutOfMemory } from './backend-errors.ts';

/** Where a run may go on that a backend could not finish: another memory, or another device. */
const nextBackend: Record<BackendName, BackendName | undefined> = {
  cuda: 'wasm',
  webgpu: 'wasm',
  node: 'wasm',
  wasm: 'cpu',
  cpu: undefined,
};

/** How backends say that they cannot allocate. */
const memoryMessages =
  /out of memory|cannot enlarge memory|memory access out of bounds|array buffer allocation failed|invalid typed array length|bad_alloc|invalid TF_Status: 8\b|resource ?exhausted|OOM when allocating/i;

/** How native TensorFlow says that the GPU no longer answers. */
const lossMessages =
  /CUDA_ERROR_(?!OUT_OF_MEMORY)\w+|device (is|was) lost|failed to (query|synchronize|enqueue).*(event|stream|context|async)/i;

/**
 * Runs a training, or any work on a backend. Ends as soon as the backend fails, though the work hangs.
 *
 * @throws {UserError} when memory runs out or the GPU disappears: what happened, and how to go on.
 * @throws whatever else the work throws, unchanged.
 */
export async function runOn<Result>(
  loaded: LoadedTensorFlow,
  work: () => Promise<Result>,
): Promise<Result> {
  const { failed } = loaded;
  let giveUp: (() => void) | undefined;
  const failure = new Promise<never>((_, reject) => {
    giveUp = () => reject(failed.reason as Error);
    failed.addEventListener('abort', giveUp);
  });
  try {
    failed.throwIfAborted();
    const result = await Promise.race([work(), failure]);
    failed.throwIfAborted();
    return result;
  } catch (error) {
    throw explainFailure(error, loaded);
  } finally {
    failed.removeEventListener('abort', giveUp!);
  }
}

/**
 * What a person can do about an error of a backend.
 *
 * @returns a `UserError` when memory ran out or the GPU disappeared, and else the error itself.
 */
export function explainFailure(error: unknown, loaded: LoadedTensorFlow): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  // What comes after the failure of a device is a consequence of it.
  const cause = (loaded.failed.aborted ? loaded.failed.reason : error) as Error;
  const { backend } = loaded;
  const next = nextBackend[backend];
  const elsewhere = next === undefined ? '' : `, or on the next backend: --backend ${next}`;
  if (isMemory(cause)) {
    return new UserError(
      `The backend ${backend} is out of memory: ${describeTensors(loaded)} (${firstLine(cause)}). Run it with a smaller batch${elsewhere}. If the number of tensors grows with every step, some are never disposed: tf.tidy does it.`,
      { cause },
    );
  }
  if (isLoss(cause, backend)) {
    return new UserError(
      `The GPU of the backend ${backend} disappeared in the middle of the work (${firstLine(cause)}). Run the command again${elsewhere}.`,
      { cause },
    );
  }
  return cause;
}

const isMemory = (error: Error) =>
  error instanceof OutOfMemory || memoryMessages.test(`${error.name} ${error.message}`);

const isLoss = (error: Error, backend: BackendName) =>
  error instanceof DeviceLost || (backend === 'cuda' && lossMessages.test(error.message));

const firstLine = ({ name, message }: Error) => message.split('\n')[0].replace(/\.$/, '') || name;

function describeTensors({ tf }: LoadedTensorFlow): string {
  const { numTensors, numBytes } = tf.memory();
  const size =
    numBytes < 2 ** 30
      ? `${Math.ceil(numBytes / 2 ** 20)} MiB`
      : `${(numBytes / 2 ** 30).toFixed(1)} GiB`;
  return `it holds ${numTensors} tensors of ${size} together`;
}
