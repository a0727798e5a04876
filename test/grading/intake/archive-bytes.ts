import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar/header';
import type { EntryTypeName } from 'tar/types';
import { ZipFile } from 'yazl';

/** A member of an archive that a test packs. */
export interface Member {
  path: string;
  text?: string | Uint8Array;
  /** Default `File`. */
  type?: EntryTypeName;
  /** Default 0o100644, a regular file. */
  mode?: number;
  /** Default true. */
  compress?: boolean;
}

/** Packs a `.zip`. Of a name that no honest program packs, each `%` becomes a backslash, each `^` a dot. */
export async function zipOf(members: readonly Member[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, text = '', mode = 0o100644, compress = true } of members) {
    zip.addBuffer(Buffer.from(text), path, { mode, compress, mtime: new Date(0) });
  }
  zip.end();
  const bytes = await buffer(zip.outputStream);
  for (const { path } of members.filter(({ path }) => /^!|[%^~]/.test(path))) {
    const real = path
      .replaceAll('%', '\\')
      .replaceAll('^', '.')
      .replace(/^!/, '/')
      .replace('~', '\0');
    for (let i = bytes.indexOf(path); i >= 0; i = bytes.indexOf(path, i + 1)) bytes.write(real, i);
  }
  return bytes;
}

/** Packs a `.tar.gz`, of any names and types. */
export function tarGzOf(members: readonly Member[]): Buffer {
  return gzipSync(tarOf(members));
}

export function tarOf(members: readonly Member[]): Buffer {
  const pieces = members.flatMap(({ path, text = '', type = 'File' }) => {
    const body = Buffer.from(text);
    const isLink = type === 'Link' || type === 'SymbolicLink';
    const header = new Header({
      path,
      type,
      size: body.length,
      mode: 0o644,
      ...(isLink && { linkpath: '/etc/passwd' }),
    });
    header.encode();
    return [header.block!, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...pieces, Buffer.alloc(1024)]);
}
