/** How much of one submission is read at most. All is counted while it is read: what headers say is not believed. */
export interface Caps {
  /** Files and folders, wanted or not. */
  entries: number;
  /** Bytes of one wanted file. */
  fileBytes: number;
  /** Bytes of all wanted files together, those included that turn out to be too large. */
  totalBytes: number;
  /** Bytes of one archive as it lies on the disk. */
  archiveBytes: number;
  /** Bytes that a `.tar.gz` may unpack to, files included that are passed over. */
  unpackedBytes: number;
}

const kB = 1024;

export const defaultCaps: Caps = {
  entries: 200,
  fileBytes: 256 * kB,
  totalBytes: 2 * kB * kB,
  archiveBytes: 16 * kB * kB,
  unpackedBytes: 16 * kB * kB,
};

/** For example `256 kB` or `2 MB`. */
export function sayBytes(bytes: number): string {
  if (bytes < kB) return `${bytes} bytes`;
  return bytes < kB * kB ? `${round(bytes / kB)} kB` : `${round(bytes / kB / kB)} MB`;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
