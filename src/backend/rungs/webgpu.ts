import type { KernelBackend } from '@tensorflow/tfjs-core';
import type { Rung, Started, TensorFlow } from '../rung.ts';
import { type FoundAdapter, findAdapter } from './webgpu-adapter.ts';
import { requestDevice, watchDevice } from './webgpu-device.ts';
import { giveGlobals, withNavigator } from './webgpu-globals.ts';
import { type GpuBackend, guardReads } from './webgpu-reads.ts';
import type { Gpu, GpuAdapterInfo, GpuDevice } from './webgpu-types.ts';

/** What is used of `@tensorflow/tfjs-backend-webgpu`. */
interface WebGpuBackendPackage {
  WebGPUBackend: new (device: GpuDevice, info: GpuAdapterInfo) => KernelBackend & GpuBackend;
}

/** A device that computes; Dawn stays while `gpu` is kept. */
interface Running extends Started {
  gpu: Gpu;
  failed: AbortSignal;
}

const running = new WeakMap<TensorFlow, Running>();

/** Any GPU, by WebGPU. */
export const webgpu: Rung = {
  name: 'webgpu',
  async start(circumstances) {
    const { importPackage } = circumstances;
    const found = await findAdapter(circumstances);
    if ('reason' in found) return found;
    const tf = (await importPackage('@tensorflow/tfjs')) as TensorFlow;
    const backendPackage = (await importPackage(
      '@tensorflow/tfjs-backend-webgpu',
    )) as WebGpuBackendPackage;
    const before = running.get(tf);
    const isUsable = before !== undefined && !before.failed.aborted;
    const now = isUsable ? before : await startDevice(tf, found, backendPackage);
    running.set(tf, now);
    await tf.setBackend('webgpu');
    return now;
  },
};

async function startDevice(
  tf: TensorFlow,
  { gpu, adapter, globals, title }: FoundAdapter,
  { WebGPUBackend }: WebGpuBackendPackage,
): Promise<Running> {
  const device = await requestDevice(adapter);
  const failed = watchDevice(device);
  giveGlobals(globals);
  const backend = withNavigator({ gpu }, () => new WebGPUBackend(device, adapter.info));
  guardReads(backend, failed);
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => backend, 3);
  return { tf, description: `WebGPU on ${title}`, failed, gpu };
}
