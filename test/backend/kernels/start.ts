import '@tensorflow/tfjs-backend-wasm';
import { enableProdMode, engine, getBackend, memory, setBackend } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelBuild } from '#src/backend/kernels/module';
import { registerTrainingKernels } from '#src/backend/kernels/register';

export type BackendName = 'wasm' | 'cpu';

/** Starts both backends, gives WebAssembly the kernels of a build, and makes it the current one. */
export async function start(build: KernelBuild): Promise<void> {
  enableProdMode(); // the plain CPU backend then does not recommend another one on the console
  await setBackend('cpu');
  await setBackend('wasm');
  await registerTrainingKernels(build);
}

/** Runs `work` on a backend. WebAssembly is the current one before and after. */
export async function on<Result>(
  name: BackendName,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  if (getBackend() !== name) await setBackend(name);
  try {
    return await work();
  } finally {
    if (getBackend() !== 'wasm') await setBackend('wasm');
  }
}

/** How many tensors there are, and how many buffers the current backend keeps for them. */
export function held(): { tensors: number; buffers: number } {
  return { tensors: memory().numTensors, buffers: engine().backend.numDataIds() };
}

/** What Emscripten made of the WebAssembly backend. */
export interface Module {
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** The module of the WebAssembly backend, while that is the current one. */
export function wasmModule(): Module {
  return (engine().backend as BackendWasm).wasm as unknown as Module;
}
