import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Circumstances, Refusal } from '../rung.ts';

const advice =
  'with a GPU, install the Vulkan loader and the Vulkan driver of the GPU (Debian, Ubuntu: libvulkan1 and mesa-vulkan-drivers; NVIDIA: its own driver)';

/**
 * What keeps Vulkan, which WebGPU needs on Linux, from working. Asked without starting it: where
 * something is missing, it complains on the standard error, which no program can keep it from.
 */
export function missingVulkan(circumstances: Circumstances): Refusal | undefined {
  const { platform, canLoad, env, isAskedFor } = circumstances;
  if (platform !== 'linux') return undefined;
  if (!canLoad('libvulkan.so.1')) return { reason: 'libvulkan.so.1 is not installed', advice };
  // The loader of a distribution may look elsewhere too, so a person who asks gets its own answer.
  if (isAskedFor || env.VK_DRIVER_FILES || env.VK_ICD_FILENAMES || env.VK_ADD_DRIVER_FILES) {
    return undefined;
  }
  if (manifestFolders(env).some(holdsManifest)) return undefined;
  return { reason: 'no Vulkan driver is installed', advice };
}

/** Where the Vulkan loader looks for the manifests of drivers. */
function manifestFolders(env: Circumstances['env']): string[] {
  const { HOME = homedir() } = env;
  const roots = [
    env.XDG_CONFIG_HOME || join(HOME, '.config'),
    ...(env.XDG_CONFIG_DIRS || '/etc/xdg').split(delimiter),
    '/etc',
    '/usr/local/etc',
    env.XDG_DATA_HOME || join(HOME, '.local/share'),
    ...(env.XDG_DATA_DIRS || '').split(delimiter).filter(Boolean),
    '/usr/local/share',
    '/usr/share',
    '/run/opengl-driver/share',
  ];
  return roots.map((root) => join(root, 'vulkan/icd.d'));
}

function holdsManifest(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.json'));
  } catch {
    return false;
  }
}
