import { posix, win32 } from 'node:path';

/** The environment variables of a process, as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param env - XDG_CACHE_HOME is obeyed where it is an absolute path; on Windows, LOCALAPPDATA is.
 * @param platform - as `process.platform`.
 * @param home - the user's home folder.
 * @returns where downloaded data sets are kept; the folder need not exist.
 */
export function cacheFolder(env: Environment, platform: string, home: string): string {
  if (platform === 'win32') {
    return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'ann-katas');
  }
  if (env.XDG_CACHE_HOME && posix.isAbsolute(env.XDG_CACHE_HOME)) {
    return posix.join(env.XDG_CACHE_HOME, 'ann-katas');
  }
  const caches = platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  return posix.join(home, ...caches, 'ann-katas');
}
