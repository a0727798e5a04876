import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Circumstances, Rung, TensorFlow } from '../rung.ts';
import { type EmscriptenModule, refuseFullMemory } from '../wasm-memory.ts';

/** What is used of `@tensorflow/tfjs-backend-wasm`. */
interface WasmPackage {
  setWasmPaths(folder: string): void;
  setThreadsCount(count: number): void;
}

declare global {
  var annKatasWasm: WeakMap<TensorFlow, Promise<void>> | undefined;
}

/** TensorFlow.js is there once in a process; this module may be loaded again, as vitest does on a save. */
const started = (globalThis.annKatasWasm ??= new WeakMap());

/** WebAssembly in this thread alone, with the kernels that training needs. */
export const wasm: Rung = {
  name: 'wasm',
  async start(circumstances) {
    const tf = (await circumstances.importPackage('@tensorflow/tfjs')) as TensorFlow;
    if (!started.has(tf)) started.set(tf, startOnce(tf, circumstances));
    await started.get(tf);
    await tf.setBackend('wasm');
    const hasSimd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
    return {
      tf,
      description: hasSimd
        ? 'WebAssembly with SIMD, one thread'
        : 'WebAssembly, one thread; slow, because this Node on this processor has no SIMD',
    };
  },
};

/** Puts a backend that is running already in the place of the package's factory: errors come here then. */
async function startOnce(tf: TensorFlow, { importPackage }: Circumstances): Promise<void> {
  const backendPackage = (await importPackage('@tensorflow/tfjs-backend-wasm')) as WasmPackage;
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  backendPackage.setWasmPaths(join(dirname(entry), sep));
  backendPackage.setThreadsCount(1);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const backend = await withoutItsHandlers(async () => tf.findBackendFactory('wasm')());
  refuseFullMemory((backend as unknown as { wasm: EmscriptenModule }).wasm);
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', () => backend, 2);
  await tf.setBackend('wasm');
  const { registerTrainingKernels } = await import('../kernels/register.ts');
  await registerTrainingKernels();
}

/** Emscripten listens for errors that nobody caught, anyone's, and ends the process with another code. */
async function withoutItsHandlers<Result>(work: () => Promise<Result>): Promise<Result> {
  const emitter: EventEmitter = process;
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = new Set(events.flatMap((event) => emitter.listeners(event)));
  try {
    return await work();
  } finally {
    for (const event of events) {
      const added = emitter.listeners(event).filter((listener) => !before.has(listener));
      for (const listener of added) emitter.off(event, listener as () => void);
    }
  }
}
