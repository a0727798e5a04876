import { crc32, deflateSync } from 'node:zlib';
import type { Rgb } from '../colour.ts';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/**
 * An image as a `data:` address of a PNG (8 bits a channel), to embed in an SVG: far smaller than a
 * rectangle for each pixel.
 *
 * @param colourOf - the colour of the pixel in column x and row y, from the top left.
 */
export function pngAddress(
  width: number,
  height: number,
  colourOf: (x: number, y: number) => Rgb,
): string {
  const lines = Buffer.alloc(height * (1 + 3 * width)); // each line starts with its filter, 0: none
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines.set(colourOf(x, y), y * (1 + 3 * width) + 1 + 3 * x);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, red-green-blue, deflate, no filter set, not interlaced
  const file = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
  return `data:image/png;base64,${file.toString('base64')}`;
}
