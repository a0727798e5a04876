import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ZipFile } from 'yazl';
import { UserError } from '../../common/user-error.ts';
import { writeWhole } from '../../common/write-file.ts';

/** What is exported: contents by paths with `/`, for example `katas/part2/conv2d.ts`. */
export type ExportFiles = ReadonlyMap<string, string | Uint8Array>;

/** Paths of programs that are run by their name. */
type Executables = ReadonlySet<string>;

/** Writes a zip archive, whole or not at all. Executables have the mode 755, all others 644. */
export async function writeZip(
  path: string,
  files: ExportFiles,
  executables: Executables,
): Promise<void> {
  const zip = new ZipFile();
  for (const [name, content] of files) {
    const mode = executables.has(name) ? 0o100755 : 0o100644;
    zip.addBuffer(Buffer.from(content), name, { mode });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  await writeWhole(path, Buffer.concat(chunks));
}

/** Writes files into a folder. @throws {UserError} when there is something in it already, or it cannot be written. */
export async function writeFolder(
  folder: string,
  files: ExportFiles,
  executables: Executables,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) {
      throw new UserError(`${folder} is not empty. Choose another folder by --out.`);
    }
    for (const [name, content] of files) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content, { mode: executables.has(name) ? 0o755 : 0o644 });
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${folder} cannot be written: ${(error as Error).message}`);
  }
}
