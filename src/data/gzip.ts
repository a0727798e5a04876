import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { UserError } from '../common/user-error.ts';
import { nowhere, verified } from './sink.ts';
import type { Content } from './sources.ts';

const unzip = promisify(gunzip);

/**
 * Reads a small file compressed by gzip, and verifies what is inside.
 *
 * @param advice - the last sentence of messages.
 * @throws {UserError} when the file cannot be read, is cut short or damaged, or holds something else.
 */
export async function readGzip(path: string, content: Content, advice: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await unzip(await readFile(path), { maxOutputLength: content.bytes });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const came = code.startsWith('Z_') ? `damaged or cut-short gzip data (${message})` : message;
    throw new UserError(`${path}: ${came}; wanted ${content.name}, compressed by gzip. ${advice}`);
  }
  const check = verified(`${path}: ${content.name}`, content, nowhere, advice);
  check.push(bytes);
  check.finish();
  return bytes;
}
