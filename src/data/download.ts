import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../common/user-error.ts';
import { findMismatch } from './checksum.ts';
import type { Checksum } from './checksum.ts';
import { onDisk } from './disk-error.ts';
import { claimPart, releasePart, sizeOf } from './part-file.ts';
import { MirrorError, transfer } from './transfer.ts';

export interface Progress {
  /** Where the file will lie. */
  destination: string;
  receivedBytes: number;
  totalBytes: number;
}

export interface DownloadOptions {
  /** Called after each piece that came. */
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
  /** Milliseconds without a single byte after which the next mirror is tried. Default 30 000. */
  stallTimeoutMs?: number;
}

export interface DownloadRequest {
  destination: string;
  /** Addresses of the same file, tried in order. */
  urls: readonly string[];
  bytes: number;
  checksums: readonly Checksum[];
}

/** Every mirror failed. */
export class DownloadError extends UserError {
  override name = 'DownloadError';
  readonly tried: readonly string[];

  /** @param tried - one line a mirror: its address and what went wrong. */
  constructor(destination: string, tried: readonly string[]) {
    super(
      `Could not download ${destination}. Tried:\n${tried.map((line) => `  ${line}`).join('\n')}`,
    );
    this.tried = tried;
  }
}

const mostTriesPerMirror = 4;

/**
 * Downloads one file. It appears at its destination whole and verified, or not at all: killed at any
 * time, the next call goes on from what had come. Several processes may do this at the same time.
 *
 * @throws {DownloadError} when no mirror gave the file.
 * @throws {UserError} when it cannot be written (disk full, no permission).
 * @throws the signal's reason when aborted.
 */
export async function downloadFile(
  request: DownloadRequest,
  options: DownloadOptions = {},
): Promise<void> {
  const { destination, urls } = request;
  const part = await onDisk(destination, async () => {
    await mkdir(dirname(destination), { recursive: true });
    return claimPart(destination);
  });
  const tried: string[] = [];
  try {
    for (const url of urls) {
      const problem = await fetchFrom(url, part, request, options);
      if (problem === undefined) return await install(part, request);
      tried.push(`${url}: ${problem}`);
    }
    throw new DownloadError(destination, tried);
  } finally {
    await releasePart(part, destination).catch(() => undefined); // gone already when installed
  }
}

/** @returns undefined when the part file is whole and right, else what was wrong with this mirror. */
async function fetchFrom(
  url: string,
  part: string,
  { destination, bytes, checksums }: DownloadRequest,
  { onProgress, signal, stallTimeoutMs = 30_000 }: DownloadOptions,
): Promise<string | undefined> {
  const onReceived = (receivedBytes: number) =>
    onProgress?.({ destination, receivedBytes, totalBytes: bytes });
  const file = await onDisk(part, () => open(part, 'r+'));
  try {
    for (let tries = 1; ; tries++) {
      let offset = (await onDisk(part, () => file.stat())).size;
      if (offset > bytes) {
        await onDisk(part, () => file.truncate(0)); // left by something else: of no use
        offset = 0;
      }
      try {
        if (offset < bytes) {
          const job = { url, file, path: part, offset, bytes };
          await transfer({ ...job, onReceived, stallTimeoutMs, signal });
        }
      } catch (error) {
        if (!(error instanceof MirrorError)) throw error;
        const cameFurther = ((await sizeOf(part)) ?? 0) > offset;
        if (cameFurther && tries < mostTriesPerMirror) continue; // it broke off: go on from there
        return error.message;
      }
      await onDisk(part, () => file.sync());
      const mismatch = await findMismatch(part, checksums, signal);
      if (!mismatch) return undefined;
      await onDisk(part, () => file.truncate(0));
      // Bytes from an earlier download may be the bad ones: this mirror may send it all once.
      if (offset > 0 && tries < mostTriesPerMirror) continue;
      const { algorithm, came, wanted } = mismatch;
      return `the file came damaged (${algorithm} ${came}, wanted ${wanted})`;
    }
  } finally {
    await file.close();
  }
}

/** Gives a verified part its final name, in one step. */
async function install(part: string, { destination, checksums }: DownloadRequest): Promise<void> {
  try {
    await rename(part, destination);
  } catch (error) {
    // Windows refuses while another process reads the file: that one downloaded the same.
    const there = await findMismatch(destination, checksums).then(
      (mismatch) => mismatch === undefined,
      () => false,
    );
    if (!there) await onDisk(destination, () => Promise.reject(error));
    await rm(part, { force: true });
  }
}
