import { DeviceLost, OutOfMemory } from '../backend-errors.ts';
import type { GpuAdapter, GpuDevice } from './webgpu-types.ts';

/** The limits that TensorFlow.js works with: as large as the adapter has them. */
const limits = [
  'maxBufferSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
];

/** A device that computes, with the clocks that TensorFlow.js profiles by where there are any. */
export function requestDevice(adapter: GpuAdapter): Promise<GpuDevice> {
  return adapter.requestDevice({
    requiredFeatures: ['timestamp-query'].filter((name) => adapter.features.has(name)),
    requiredLimits: Object.fromEntries(limits.map((name) => [name, adapter.limits[name]])),
  });
}

/**
 * WebGPU throws nowhere when an operation fails: it goes on, and every result is zeros.
 *
 * @returns a signal that is aborted by the first failure, which is the cause of those after it.
 */
export function watchDevice(device: GpuDevice): AbortSignal {
  const failure = new AbortController();
  void device.lost.then(({ reason, message }) => failure.abort(new DeviceLost(message || reason)));
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault(); // or Dawn prints it on the standard output
    failure.abort(nameFailure(event.error));
  });
  return failure.signal;
}

function nameFailure(error: { message: string }): Error {
  const [message] = error.message.split('\n');
  const isMemory =
    error.constructor.name === 'GPUOutOfMemoryError' || /exceeds the max .*size/.test(message);
  return isMemory ? new OutOfMemory(message) : new Error(`WebGPU refused an operation: ${message}`);
}
