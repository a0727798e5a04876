import { expect, test } from 'vitest';
import { pngAddress } from '#src/charts/svg/png';

test('a PNG of one red pixel starts with the signature, the header and its checksum', () => {
  const file = Buffer.from(pngAddress(1, 1, () => [255, 0, 0]).split(',')[1], 'base64');
  expect(file.subarray(0, 33).toString('hex')).toBe(
    '89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de',
  );
});
