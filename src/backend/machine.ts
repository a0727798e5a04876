import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { Machine } from './rung.ts';

const require = createRequire(import.meta.url);

/** The machine that this process runs on. */
export const thisMachine: Machine = {
  platform: process.platform,
  importPackage,
  canLoad,
};

/**
 * TensorFlow.js is CommonJS, and required: `import` would first look through two megabytes for names to
 * export, and with source maps on (tsx turns them on) Node parses maps larger than the code itself.
 */
async function importPackage(name: string): Promise<unknown> {
  if (name === 'webgpu') return import(name); // the only one in ECMAScript modules
  const hadSourceMaps = process.sourceMapsEnabled;
  process.setSourceMapsEnabled(false);
  try {
    return require(name);
  } finally {
    process.setSourceMapsEnabled(hadSourceMaps);
  }
}

/** Node opens any shared library before it finds that this one is no addon of its own, and closes it. */
function canLoad(library: string): boolean {
  if (process.platform === 'win32') {
    return existsSync(join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', library));
  }
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_LAZY);
    return true;
  } catch (error) {
    return error instanceof Error && error.message.includes('did not self-register');
  }
}

/** @returns the package that could not be found; undefined when something else went wrong. */
export function missingPackage(error: unknown): string | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code?.endsWith('MODULE_NOT_FOUND')) return undefined;
  return /Cannot find (?:module|package) '([\w@][^':\\]*)'/.exec(message)?.[1];
}

/** What went wrong when a package was loaded, in one line. */
export function whyNotLoaded(error: unknown): string {
  const missing = missingPackage(error);
  if (missing !== undefined) return `${missing} is not installed`;
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
