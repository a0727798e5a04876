import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { open, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { downloadFile } from '#src/data/download';
import { transfer } from '#src/data/transfer';
import { breaksAfter, stallsAfter, startMirror, whole } from './mirror-server.ts';
import { temporaryFolders } from './temporary-folder.ts';

const body = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> 5));
const hex = createHash('sha256').update(body).digest('hex');
const temporaryFolder = temporaryFolders();

function downloadInProcess(url: string, destination: string) {
  const script = join(import.meta.dirname, 'download-child.ts');
  const values = [url, destination, String(body.length), hex];
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...values], {
    stdio: 'inherit',
  });
  return { child, exit: once(child, 'exit') };
}

test('a killed download leaves no bad file, and the next one goes on from there', async () => {
  const folder = await temporaryFolder();
  const destination = join(folder, 'file');
  await using mirror = await startMirror(body, stallsAfter(200_000), whole);
  const { child, exit } = downloadInProcess(mirror.url, destination);
  const parts = async () =>
    Promise.all(
      (await readdir(folder)).map(async (name) => (await readFile(join(folder, name))).length),
    );
  while ((await parts())[0] !== 200_000) await sleep(20);
  child.kill('SIGKILL');
  await exit;
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^file\.part-/)]);

  const checksums = [{ algorithm: 'sha256' as const, hex }];
  await downloadFile({ destination, urls: [mirror.url], bytes: body.length, checksums });
  expect(mirror.ranges).toEqual([undefined, 'bytes=200000-']);
  expect((await readFile(destination)).equals(body)).toBe(true);
  expect(await readdir(folder)).toEqual(['file']);
});

test('two processes that download the same file at the same time both succeed', async () => {
  const folder = await temporaryFolder();
  const destination = join(folder, 'file');
  await writeFile(`${destination}.part`, body.subarray(0, 100_000));
  await using mirror = await startMirror(body, breaksAfter(50_000), breaksAfter(70_000), whole);
  const exits = await Promise.all(
    [1, 2].map(() => downloadInProcess(mirror.url, destination).exit),
  );
  expect(exits.map(([code]) => code)).toEqual([0, 0]);
  expect((await readFile(destination)).equals(body)).toBe(true);
  expect(await readdir(folder)).toEqual(['file']);
});

test('a full disk is one clear message that says how to go on', async (ctx) => {
  const file = await open('/dev/full', 'r+').catch(() => undefined);
  if (!file) return ctx.skip('this system has no /dev/full, a device that is always full');
  await using mirror = await startMirror(body);
  const job = { url: mirror.url, file, path: '/dev/full', offset: 0, bytes: body.length };
  const result = transfer({
    ...job,
    onReceived: () => {},
    stallTimeoutMs: 1000,
    signal: undefined,
  });
  await expect(result).rejects.toThrow(
    /^The disk is full \(ENOSPC\) while writing .* Free some space/,
  );
  await file.close();
});

test('a folder that cannot be made is one clear message', async () => {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, 'not a folder');
  const destination = join(file, 'below', 'it');
  await expect(downloadFile({ destination, urls: [], bytes: 1, checksums: [] })).rejects.toThrow(
    /^Cannot write .*\(ENOTDIR\).*KATA_DATA_DIR/,
  );
});
