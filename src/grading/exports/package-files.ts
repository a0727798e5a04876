import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UserError } from '../../common/user-error.ts';

const run = promisify(execFile);

/** A `package.json`, as far as it is looked at here. */
interface Manifest {
  imports: { '#kata/*': Record<string, string>; '#src/*': string };
  devDependencies?: Record<string, string>;
  [more: string]: unknown;
}

/** What differs from the repository's own `package.json`. */
export interface PackageChanges {
  scripts: Record<string, string>;
  /** Those of the development packages that stay. */
  development: (name: string) => boolean;
  /** Whether the packages that not every machine can install stay. */
  isOptionalKept: boolean;
}

/**
 * Makes the package files of an export. What stands for the solutions in `imports` is taken away with the
 * tools that only the repository needs; npm itself takes what is needed no more out of the lock file,
 * without the network, so that `npm ci` accepts it.
 *
 * @returns `package.json` and `package-lock.json`.
 * @throws {UserError} when npm cannot do that.
 */
export async function packageFiles(
  root: string,
  changes: PackageChanges,
): Promise<Map<string, string>> {
  const text = await readFile(join(root, 'package.json'), 'utf8');
  const manifest = `${JSON.stringify(changed(JSON.parse(text) as Manifest, changes), null, 2)}\n`;
  const folder = await mkdtemp(join(tmpdir(), 'kata-export-'));
  const lock = join(folder, 'package-lock.json');
  try {
    await writeFile(join(folder, 'package.json'), manifest);
    for (const name of ['package-lock.json', '.npmrc']) {
      await writeFile(join(folder, name), await readFile(join(root, name)));
    }
    await npm(folder, ['install', '--package-lock-only', '--offline', '--ignore-scripts']);
    return new Map([
      ['package.json', manifest],
      ['package-lock.json', await readFile(lock, 'utf8')],
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function changed(manifest: Manifest, changes: PackageChanges): Manifest {
  const { knip: _, devDependencies = {}, optionalDependencies, ...kept } = manifest;
  const { reference: __, tour: ___, ...subjects } = manifest.imports['#kata/*'];
  return {
    ...kept,
    imports: { ...manifest.imports, '#kata/*': subjects },
    devDependencies: Object.fromEntries(
      Object.entries(devDependencies).filter(([name]) => changes.development(name)),
    ),
    ...(changes.isOptionalKept ? { optionalDependencies } : {}),
    scripts: changes.scripts,
  };
}

async function npm(folder: string, args: readonly string[]): Promise<void> {
  try {
    // On Windows npm is a script, which only a shell starts.
    await run('npm', [...args], { cwd: folder, shell: process.platform === 'win32' });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new UserError(
      `npm could not make the lock file of the export: ${stderr?.trim() || message}\nIs package-lock.json whole? npm install brings it in order.`,
    );
  }
}
