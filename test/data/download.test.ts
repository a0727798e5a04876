import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { DownloadError, downloadFile } from '#src/data/download';
import type { DownloadOptions, Progress } from '#src/data/download';
import {
  breaksAfter,
  damaged,
  deadUrl,
  stallsAfter,
  startMirror,
  status,
  whole,
  withoutRange,
} from './mirror-server.ts';
import type { Answer } from './mirror-server.ts';
import { temporaryFolders } from './temporary-folder.ts';

const body = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) >> 3));
const half = body.length / 2;
const checksums = [
  { algorithm: 'sha256' as const, hex: createHash('sha256').update(body).digest('hex') },
];
const temporaryFolder = temporaryFolders();
let folder: string;
let destination: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  destination = join(folder, 'file');
});

const download = (urls: string[], options: DownloadOptions = {}) =>
  downloadFile({ destination, urls, bytes: body.length, checksums }, options);

const expectArrived = async () => {
  expect((await readFile(destination)).equals(body)).toBe(true);
  expect(await readdir(folder)).toEqual(['file']);
};

describe('a good mirror', () => {
  test('gives the file, and nothing else is left in the folder', async () => {
    await using mirror = await startMirror(body);
    await download([mirror.url]);
    await expectArrived();
  });

  test('reports progress that rises to the whole', async () => {
    await using mirror = await startMirror(body);
    const seen: Progress[] = [];
    await download([mirror.url], { onProgress: (progress) => seen.push(progress) });
    const received = seen.map(({ receivedBytes }) => receivedBytes);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(seen.at(-1)).toEqual({ destination, receivedBytes: 100_000, totalBytes: 100_000 });
  });

  test('may be slow, as long as something comes', async () => {
    const drips: Answer = (_request, response, all) => {
      response.writeHead(200, { 'content-length': all.length });
      for (let piece = 0; piece < 5; piece++) {
        const bytes = all.subarray(piece * 20_000, (piece + 1) * 20_000);
        setTimeout(() => response.write(bytes), 100 * piece);
      }
    };
    await using mirror = await startMirror(body, drips);
    await download([mirror.url], { stallTimeoutMs: 300 });
    await expectArrived();
    expect(mirror.ranges).toHaveLength(1);
  });

  test('makes the folders that are missing', async () => {
    await using mirror = await startMirror(body);
    const deep = join(folder, 'a', 'b', 'file');
    await downloadFile({ destination: deep, urls: [mirror.url], bytes: body.length, checksums });
    expect((await readFile(deep)).equals(body)).toBe(true);
  });
});

describe('what an earlier download left', () => {
  const leave = (bytes: Uint8Array) => writeFile(`${destination}.part`, bytes);

  test('is continued, not fetched again', async () => {
    await using mirror = await startMirror(body);
    await leave(body.subarray(0, half));
    await download([mirror.url]);
    await expectArrived();
    expect(mirror.ranges).toEqual([`bytes=${half}-`]);
  });

  test('needs no network when it is whole', async () => {
    await leave(body);
    await download([await deadUrl()]);
    await expectArrived();
  });

  test('is fetched again from a server that ignores Range', async () => {
    await using mirror = await startMirror(body, withoutRange);
    await leave(body.subarray(0, half));
    await download([mirror.url]);
    await expectArrived();
  });

  test('is fetched again after 416 Range Not Satisfiable', async () => {
    await using mirror = await startMirror(body, status(416), whole);
    await leave(body.subarray(0, half));
    await download([mirror.url]);
    await expectArrived();
    expect(mirror.ranges).toEqual([`bytes=${half}-`, undefined]);
  });

  test('is fetched again when the server continues somewhere else', async () => {
    const elsewhere: Answer = (_request, response, all) => {
      response.writeHead(206, { 'content-range': `bytes 7-${all.length - 1}/${all.length}` });
      response.end(all.subarray(7));
    };
    await using mirror = await startMirror(body, elsewhere, whole);
    await leave(body.subarray(0, half));
    await download([mirror.url]);
    await expectArrived();
  });

  test('is not lost to a server that ignores Range and breaks off', async () => {
    const breaksEarly: Answer = (request, response, all) => {
      delete request.headers.range;
      breaksAfter(10)(request, response, all);
    };
    await using mirror = await startMirror(body, breaksEarly);
    await leave(body.subarray(0, half));
    await expect(download([mirror.url])).rejects.toThrow(DownloadError);
    expect((await readFile(`${destination}.part`)).equals(body.subarray(0, half))).toBe(true);
  });

  test('is thrown away when it was bad, and the same mirror is asked for all of it', async () => {
    await using mirror = await startMirror(body);
    await leave(Buffer.alloc(half, 7));
    await download([mirror.url]);
    await expectArrived();
    expect(mirror.ranges).toEqual([`bytes=${half}-`, undefined]);
  });

  test('is thrown away when it is longer than the file', async () => {
    await using mirror = await startMirror(body);
    await leave(Buffer.alloc(body.length + 1));
    await download([mirror.url]);
    await expectArrived();
  });

  test('survives a login page that answers in place of the mirror', async () => {
    const page: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to the hotel');
    };
    await using portal = await startMirror(body, page);
    await leave(body.subarray(0, half));
    await expect(download([portal.url])).rejects.toThrow('sent a web page');
    expect((await readFile(`${destination}.part`)).equals(body.subarray(0, half))).toBe(true);
  });
});

describe('a bad mirror', () => {
  test('that breaks off is asked for the rest', async () => {
    await using mirror = await startMirror(body, breaksAfter(half), whole);
    await download([mirror.url]);
    await expectArrived();
    expect(mirror.ranges[0]).toBeUndefined();
    expect(mirror.ranges[1]).toMatch(/^bytes=[1-9]/);
  });

  test.each<[string, Answer, string]>([
    ['answers 404', status(404), 'answered 404 Not Found'],
    ['answers 503', status(503), 'answered 503'],
    ['sends damaged bytes', damaged, 'the file came damaged (sha256 '],
    ['stalls before the first byte', () => undefined, 'nothing came for 0.1 seconds'],
    [
      'sends too much',
      (_, response, all) => response.end(Buffer.concat([all, all])),
      'offers 200000',
    ],
    [
      'sends too much, and does not say so',
      (_, response, all) => response.writeHead(200).write(all, () => response.end(all)),
      'sent more than the 100000 bytes',
    ],
  ])('that %s is named, and leaves no file', async (_, answer, reason) => {
    await using mirror = await startMirror(body, answer);
    const stallTimeoutMs = reason.startsWith('nothing came') ? 100 : 5000;
    const failure = await download([mirror.url], { stallTimeoutMs }).catch((error) => error);
    expect(failure).toBeInstanceOf(DownloadError);
    expect(failure.message).toContain(`${mirror.url}: ${reason}`);
    expect(await readdir(folder)).toEqual([]);
  });

  test('is followed by the next one', async () => {
    await using missing = await startMirror(body, status(404));
    await using bad = await startMirror(body, damaged);
    await using good = await startMirror(body);
    await download([await deadUrl(), missing.url, bad.url, good.url]);
    await expectArrived();
  });

  test('that stalls half way is continued by the next one', async () => {
    await using slow = await startMirror(body, stallsAfter(half), stallsAfter(0));
    await using good = await startMirror(body);
    await download([slow.url, good.url], { stallTimeoutMs: 400 });
    await expectArrived();
    expect(good.ranges).toEqual([`bytes=${half}-`]);
  });

  test('where nothing listens is named with the reason', async () => {
    const url = await deadUrl();
    await expect(download([url])).rejects.toThrow(`${url}: no connection (ECONNREFUSED)`);
  });
});

test('an aborted download rejects with the reason, and keeps what came', async () => {
  await using mirror = await startMirror(body, stallsAfter(half));
  const controller = new AbortController();
  const enough = ({ receivedBytes }: Progress) =>
    receivedBytes === half && controller.abort('enough');
  const result = download([mirror.url], { signal: controller.signal, onProgress: enough });
  await expect(result).rejects.toBe('enough');
  expect(await readdir(folder)).toEqual(['file.part']);
  expect((await readFile(`${destination}.part`)).equals(body.subarray(0, half))).toBe(true);
});

test('several downloads at the same time do not disturb each other', async () => {
  await using mirror = await startMirror(body, breaksAfter(half), whole, breaksAfter(10), whole);
  await writeFile(`${destination}.part`, body.subarray(0, 1000));
  await Promise.all([1, 2, 3, 4].map(() => download([mirror.url])));
  await expectArrived();
});

test('whatever the mirrors do, the file is right or not there', async () => {
  const answer = fc.oneof(
    fc.constantFrom(whole, withoutRange, damaged, status(404), status(416)),
    fc.integer({ min: 1, max: body.length - 1 }).map(breaksAfter),
  );
  const mirrors = fc.array(fc.array(answer, { minLength: 1, maxLength: 4 }), { maxLength: 3 });
  const property = fc.asyncProperty(mirrors, fc.nat(body.length), async (plans, left) => {
    folder = await temporaryFolder();
    destination = join(folder, 'file');
    await writeFile(`${destination}.part`, body.subarray(0, left));
    const started = await Promise.all(plans.map((plan) => startMirror(body, ...plan)));
    try {
      const failure = await download(started.map(({ url }) => url)).catch((error) => error);
      if (failure === undefined) return await expectArrived();
      expect(failure).toBeInstanceOf(DownloadError);
      expect(await readdir(folder)).not.toContain('file');
    } finally {
      for (const mirror of started) await mirror[Symbol.asyncDispose]();
    }
  });
  await fc.assert(property, { numRuns: 40 });
});
