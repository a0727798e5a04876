import { createRequire } from 'node:module';
import util from 'node:util';
import type { Machine } from '#src/backend/rung';
import type { Gpu, GpuAdapterInfo } from '#src/backend/rungs/webgpu-types';

const require = createRequire(import.meta.url);

const real = [
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-backend-webgpu',
];

interface Parts {
  platform?: string;
  /** Packages by name; those of TensorFlow.js itself are real, and no other is installed. */
  packages?: Record<string, () => unknown>;
  /** Shared libraries that the system has. */
  libraries?: readonly string[];
}

/** A machine with these parts, to load backends on that this one lacks. */
export function fakeMachine({ platform = 'linux', packages = {}, libraries = [] }: Parts): Machine {
  return {
    platform,
    canLoad: (library) => libraries.includes(library),
    async importPackage(name) {
      if (Object.hasOwn(packages, name)) return packages[name]();
      if (real.includes(name)) return require(name) as unknown;
      throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
    },
  };
}

/** Of tfjs-node(-gpu), as much as is looked at while it is loaded. */
export function fakeNativePackage({ usesGpu }: { usesGpu: boolean }) {
  return () => {
    const { isNullOrUndefined, isArray } = util as unknown as Record<string, unknown>;
    if (!isNullOrUndefined || !isArray)
      throw new TypeError('util is not what it was before Node 23');
    return {
      version: { 'tfjs-node': '4.22.0' },
      setBackend: async (name: string) => name === 'tensorflow',
      backend: () => ({ isUsingGpuDevice: usesGpu }),
    };
  };
}

/** Of the package `webgpu`, as much as is looked at before a device is asked for. */
export function fakeDawn(info: Partial<GpuAdapterInfo> | null) {
  const gpu: Gpu = {
    requestAdapter: async () =>
      info && {
        info: { vendor: '', architecture: '', device: '', description: '', ...info },
        features: new Set(),
        limits: {},
        requestDevice: () => Promise.reject(new Error('the driver refuses a device')),
      },
  };
  return () => ({ create: () => gpu, globals: {} });
}
