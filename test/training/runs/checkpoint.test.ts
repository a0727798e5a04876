import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { type Checkpoint, DamagedCheckpoint, readCheckpoint, writeCheckpoint } from '#src/training/runs/checkpoint'; // prettier-ignore
import { temporaryFolders } from '../../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const checkpoint: Checkpoint = {
  name: 'cnn_4',
  epochs: 15,
  settings: { seed: 1, rates: [0.1, 0.01] },
  epochsDone: 2,
  seconds: 12.5,
  parameters: 3,
  records: [{ step: 10, loss: 0.1 + 0.2, validationAccuracy: 1 / 3 }],
  state: {
    model: [{ name: '0', shape: [2], dtype: 'float32', data: 'AACAPwAAAEA=' }],
    optimizer: [],
    powers: [],
  },
};

async function written(): Promise<{ path: string; text: string }> {
  const path = join(await temporaryFolder(), 'new/cnn_4.json');
  await writeCheckpoint(path, checkpoint);
  return { path, text: await readFile(path, 'utf8') };
}

test('what was written is read', async () => {
  const { path } = await written();
  expect(await readCheckpoint(path, checkpoint)).toEqual(checkpoint);
});

test('where there is none, none is read', async () => {
  expect(
    await readCheckpoint(join(await temporaryFolder(), 'no.json'), checkpoint),
  ).toBeUndefined();
});

test('cut off anywhere, it is damaged', async () => {
  const { path, text } = await written();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: text.length - 2 }), async (length) => {
      await writeFile(path, text.slice(0, length));
      await expect(readCheckpoint(path, checkpoint)).rejects.toThrow(DamagedCheckpoint);
    }),
  );
});

test('with another character anywhere, it is never read as something else', async () => {
  const { path, text } = await written();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: text.length - 2 }), fc.constantFrom('0', '7', 'x', '"'), async (at, character) => {
      await writeFile(path, text.slice(0, at) + character + text.slice(at + 1));
      const read = await readCheckpoint(path, checkpoint).catch((error: unknown) => error);
      if (read instanceof Error) expect(read).toBeInstanceOf(UserError);
      else expect(read).toEqual(checkpoint);
    }),
  ); // prettier-ignore
});

describe('one that is whole is refused, and not called damaged,', () => {
  test('when it has another format', async () => {
    const { path, text } = await written();
    await writeFile(path, text.replace('{"format":1', '{"format":2'));
    const error: unknown = await readCheckpoint(path, checkpoint).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(UserError);
    expect(error).not.toBeInstanceOf(DamagedCheckpoint);
    expect((error as Error).message).toMatch(
      /of format 2; this program reads format 1\. Go on with/,
    );
  });

  test.each([
    { name: 'cnn_5' },
    { epochs: 14 },
    { settings: { seed: 2, rates: [0.1, 0.01] } },
    { settings: undefined },
  ])('when it belongs to another training: %j', async (change) => {
    const { path } = await written();
    const error: unknown = await readCheckpoint(path, { ...checkpoint, ...change }).catch((caught: unknown) => caught); // prettier-ignore
    expect(error).toBeInstanceOf(UserError);
    expect(error).not.toBeInstanceOf(DamagedCheckpoint);
    expect((error as Error).message).toContain('belongs to another training');
  });
});
