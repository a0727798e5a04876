import { chmod, mkdir, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { closedToOthers } from '#src/grading/sandbox/closed-to-others';
import { temporaryFolders } from '../../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

test.runIf(process.platform !== 'win32')(
  'names what keeps other users from a file, the folders on its way included',
  async () => {
    const top = await realpath(await temporaryFolder());
    const file = `${top}/of/one`;
    await mkdir(`${top}/of`);
    await writeFile(file, '');
    await chmod(top, 0o755);
    await chmod(`${top}/of`, 0o711);
    await chmod(file, 0o644);
    expect(await closedToOthers(file)).toBeUndefined();
    await chmod(file, 0o640);
    expect(await closedToOthers(file)).toBe(file);
    await chmod(`${top}/of`, 0o770);
    expect(await closedToOthers(file)).toBe(`${top}/of`);
    expect(await closedToOthers(`${top}/of`)).toBe(`${top}/of`);
    expect(await closedToOthers(tmpdir())).toBeUndefined();
  },
);
