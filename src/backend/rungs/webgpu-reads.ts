/** What is used of TensorFlow.js's backend for WebGPU. */
export interface GpuBackend {
  read(dataId: object): Promise<unknown>;
  readSync(dataId: object): unknown;
  tensorMap: { get(dataId: object): { values: unknown; dtype: string } };
}

/**
 * Lets no value be read after the device failed, and says what to do where the backend would look for
 * a browser's canvas in order to read at once.
 *
 * @param failed - aborted when the device fails.
 */
export function guardReads(backend: GpuBackend, failed: AbortSignal): void {
  const { read, readSync } = backend;
  backend.read = async (dataId) => {
    try {
      const values = await read.call(backend, dataId);
      failed.throwIfAborted();
      return values;
    } catch (error) {
      await new Promise(setImmediate); // the news may come a moment after the read that it broke
      failed.throwIfAborted();
      throw error;
    }
  };
  backend.readSync = (dataId) => {
    const { values, dtype } = backend.tensorMap.get(dataId);
    const isOnGpu = values === null || values === undefined;
    if (isOnGpu && dtype !== 'string' && dtype !== 'complex64') {
      throw new Error(
        'In Node, WebGPU gives the values of a tensor only asynchronously. Wanted: await tensor.data() or await tensor.array(), in place of dataSync(), arraySync() and print().',
      );
    }
    return readSync.call(backend, dataId);
  };
}
