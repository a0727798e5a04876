import type { Circumstances, Refusal } from '../rung.ts';
import { missingVulkan } from './vulkan.ts';
import type { Gpu, GpuAdapter, GpuAdapterInfo, WebGpuPackage } from './webgpu-types.ts';

export interface FoundAdapter {
  gpu: Gpu;
  adapter: GpuAdapter;
  globals: WebGpuPackage['globals'];
  /** For example `NVIDIA GeForce RTX 3060`. */
  title: string;
}

/**
 * Looks for a GPU by the package `webgpu`, which brings Dawn, Chromium's WebGPU.
 *
 * @returns why none can be used. One that is no GPU, but software, is used only when asked for by name.
 */
export async function findAdapter(circumstances: Circumstances): Promise<FoundAdapter | Refusal> {
  const dawn = (await circumstances.importPackage('webgpu')) as WebGpuPackage;
  const obstacle = missingVulkan(circumstances);
  if (obstacle !== undefined) return obstacle;
  const gpu = dawn.create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) {
    return {
      reason: 'no GPU was found that can be used',
      advice: 'with a GPU, install or update its driver',
    };
  }
  const title = describe(adapter.info);
  if (isSoftware(adapter.info) && !circumstances.isAskedFor) {
    return {
      reason: `there is no GPU, only software that acts as one (${title})`,
      advice: '--backend webgpu uses it all the same; it is slower than wasm',
    };
  }
  return { gpu, adapter, globals: dawn.globals, title };
}

/** Names of Vulkan drivers and Windows adapters that compute on the CPU. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i;

function isSoftware({ isFallbackAdapter, ...info }: GpuAdapterInfo): boolean {
  const names = [info.vendor, info.architecture, info.device, info.description].join(' ');
  return isFallbackAdapter === true || softwareNames.test(names);
}

function describe({ vendor, architecture, device, description }: GpuAdapterInfo): string {
  const name = (device || `${vendor} ${architecture}`).replaceAll('-', ' ').trim();
  return description === '' ? name : `${name} (${description})`;
}
