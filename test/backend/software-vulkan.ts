import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where distributions of Chromium and Chrome put the manifest of SwiftShader, Vulkan in software. */
const manifests = [
  process.env.VK_ICD_FILENAMES,
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib64/chromium-browser/vk_swiftshader_icd.json',
  '/usr/lib/chromium-browser/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
  '/usr/share/vulkan/icd.d/vk_swiftshader_icd.json',
];

/**
 * The environment in which Dawn finds SwiftShader, and nothing else; undefined where it is not installed.
 * It is read when a process starts, so whoever needs it starts one.
 */
export function softwareVulkan(): NodeJS.ProcessEnv | undefined {
  const manifest = manifests.find((path) => path && existsSync(path));
  if (manifest === undefined) return undefined;
  const folder = dirname(manifest);
  // Chromium brings the Vulkan loader too, in the same folder.
  const path = existsSync(join(folder, 'libvulkan.so.1'))
    ? [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
    : process.env.LD_LIBRARY_PATH;
  return { VK_ICD_FILENAMES: manifest, LD_LIBRARY_PATH: path };
}
