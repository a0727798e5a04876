import type { Basket } from './basket.ts';
import type { Caps } from './caps.ts';
import { readRegularFile } from './read-file.ts';
import { readTarGz } from './read-tar.ts';
import { readZip } from './read-zip.ts';

const ending = /\.(zip|tar\.gz|tgz)$/i;

/** Whether a file's name says that it is an archive of a kind that is read. */
export function isArchiveName(name: string): boolean {
  return ending.test(name);
}

/** An archive's name without `.zip`, `.tar.gz` or `.tgz`. */
export function withoutEnding(name: string): string {
  return name.replace(ending, '');
}

/**
 * Reads an archive into a basket. Which kind it is, its first bytes say, not its name.
 *
 * @param prefix - goes before the paths in it, '' or ending in `/`.
 * @returns what is wrong with it, undefined when it was read to its end or to a cap.
 */
export async function readArchive(
  path: string,
  basket: Basket,
  caps: Caps,
  prefix = '',
): Promise<string | undefined> {
  const file = await readRegularFile(path, caps.archiveBytes);
  if ('reason' in file) return `the archive was not read: ${file.reason}`;
  return unpackArchive(file.bytes, basket, caps, prefix);
}

/** The same, of an archive in memory. */
export async function unpackArchive(
  bytes: Buffer,
  basket: Basket,
  caps: Caps,
  prefix = '',
): Promise<string | undefined> {
  const kind = kindOf(bytes);
  try {
    if (kind === 'zip') await readZip(bytes, basket, caps, prefix);
    else if (kind === 'gzip') await readTarGz(bytes, basket, prefix);
    else return `it is ${kind}; wanted is a .zip or a .tar.gz`;
  } catch (error) {
    return `the archive is damaged or cut short (${(error as Error).message}); pack it again`;
  }
  return undefined;
}

const magics: Record<string, string> = {
  '504b0304': 'zip',
  '504b0506': 'zip', // with nothing in it
  '1f8b': 'gzip',
  '52617221': 'a .rar archive',
  '377abcaf': 'a .7z archive',
  '425a68': 'packed by bzip2',
  fd377a58: 'packed by xz',
  '28b52ffd': 'packed by zstd',
};

function kindOf(bytes: Buffer): string {
  const head = bytes.toString('hex', 0, 4);
  const magic = Object.keys(magics).find((magic) => head.startsWith(magic));
  if (magic !== undefined) return magics[magic];
  return bytes.length === 0 ? 'empty' : 'no archive';
}
