/** A member of an archive that a test builds. */
export interface TarMember {
  name: string;
  bytes: Uint8Array;
  /** `0` a file, `5` a folder, `2` a symbolic link. Default `0`. */
  type?: '0' | '2' | '5';
}

const block = 512;

/** @returns an archive in the format of `tar`: a header of 512 bytes and the padded bytes of each member. */
export function tarBytes(members: readonly TarMember[]): Buffer {
  const pieces = members.flatMap(({ name, bytes, type = '0' }) => {
    const padding = Buffer.alloc((block - (bytes.length % block)) % block);
    return [header(name, bytes.length, type), bytes, padding];
  });
  return Buffer.concat([...pieces, Buffer.alloc(2 * block)]);
}

function header(name: string, size: number, type: string): Buffer {
  const octal = (value: number, length: number) =>
    `${value.toString(8).padStart(length - 1, '0')}\0`;
  const bytes = Buffer.alloc(block);
  bytes.write(name, 0, 'utf8');
  bytes.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(0, 12), 100);
  bytes.write('        ', 148); // the checksum counts itself as spaces
  bytes.write(type, 156);
  if (type === '2') bytes.write('elsewhere', 157);
  bytes.write('ustar\x0000', 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(octal(sum, 7), 148);
  return bytes;
}
