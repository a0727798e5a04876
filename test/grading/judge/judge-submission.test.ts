import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { judgeAll } from '#src/grading/judge/judge-all';
import { buildKit, type Files } from '#src/grading/sandbox/kit';
import { raiseWalls } from '#src/grading/sandbox/raise-walls';
import type { Walls } from '#src/grading/sandbox/walls';
import type { Kata } from '#src/laws/kata';
import { type PartReport, pointsOf } from '#src/laws/part-report';
import { loadKata, taskFiles } from '#src/learner/katas';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

let kit: Files;
let walls: Walls;
let part2: Kata;
beforeAll(async () => {
  kit = await buildKit(root);
  ({ walls } = await raiseWalls(root, kit));
  part2 = await loadKata(root, 'part2');
});

/** The files of a part, from one of the repository's rooms, some of them exchanged. */
async function filesFrom(
  room: 'solutions' | 'katas' | 'fixtures/originals',
  kata: Kata,
  changes: Record<string, string> = {},
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const file of taskFiles(kata)) {
    const path = `part${kata.part}/${file}.ts`;
    files.set(path, await readFile(`${root}/${room}/${path}`));
  }
  for (const [path, text] of Object.entries(changes)) files.set(path, Buffer.from(text));
  return files;
}

async function reportOn(
  files: Map<string, Uint8Array>,
  kata = part2,
  seed = 1,
): Promise<PartReport> {
  const [outcome] = await judgeAll([{ root, files, katas: [kata], kit, walls, seed }]);
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.result[0];
}

const lawsOf = ({ tasks }: PartReport) => tasks.flatMap(({ laws }) => laws);

describe('a submission', () => {
  test.each(['part0', 'part1', 'part2'])(
    'with the solutions of %s gets all points',
    async (part) => {
      const kata = await loadKata(root, part);
      const report = await reportOn(await filesFrom('solutions', kata), kata);
      const { earned, total, bonus, bonusTotal } = pointsOf(report);
      expect([earned, bonus]).toEqual([total, bonusTotal]);
    },
  );

  test('of stubs has begun nothing', async () => {
    const report = await reportOn(await filesFrom('fixtures/originals', part2));
    expect(new Set(lawsOf(report).map(({ status }) => status))).toEqual(new Set(['not started']));
  });

  test('that is wrong reads as it does in `npm test`, with the place', async () => {
    const files = await filesFrom('solutions', part2, {
      'part2/conv2d.ts': `export function myConv2d(input: number[][][][], kernel: number[][][][]) {
  const [, rows] = kernel[0][0];
  return rows.map((weight) => input[99][0][0][0] * weight);
}`,
    });
    const [law] = lawsOf(await reportOn(files)).filter(({ status }) => status === 'broken');
    expect(law).toMatchObject({
      id: '2.1a',
      explanation: {
        message: expect.stringContaining('`myConv2d` threw TypeError') as string,
        place: expect.stringMatching(/^katas\/part2\/conv2d\.ts:3:\d+$/) as string,
      },
    });
  });

  test('without a file, or with one that does not parse or load, loses that task alone', async () => {
    const files = await filesFrom('solutions', part2, {
      'part2/conv2d-options.ts': 'export const = 1;',
      'part2/conv2d-backward.ts': 'import "left-pad"; export const x = 1;',
    });
    const { tasks } = await reportOn(files);
    expect(tasks[0].laws.every(({ status }) => status === 'holds')).toBe(true);
    expect(tasks[1].problem?.message).toMatch(
      /^katas\/part2\/conv2d-options\.ts:1:14 does not parse/,
    );
    expect(tasks[2].problem?.message).toMatch(/conv2d-backward\.ts does not load: .*left-pad/);
    files.delete('part2/conv2d.ts');
    expect((await reportOn(files)).tasks[0].problem?.message).toBe(
      'katas/part2/conv2d.ts was not handed in',
    );
  });

  test('that hangs, exits or floods is stopped, and its other tasks are judged', async () => {
    const files = await filesFrom('solutions', part2, {
      'part2/conv2d.ts': 'export function myConv2d() { for (;;); }',
      'part2/conv2d-options.ts': 'export function conv2d() { process.exit(0); }',
    });
    const { tasks } = await reportOn(files);
    const [hanging, exiting] = tasks.map(({ laws }) => laws);
    expect(JSON.stringify(hanging[0])).toContain('is there an endless loop?');
    expect(exiting.every(({ status }) => status === 'broken')).toBe(true);
    expect(tasks[2].laws.every(({ status }) => status === 'holds')).toBe(true);
  });

  test('is judged by its seed: the same gives the same report', async () => {
    const files = await filesFrom('solutions', part2, {
      'part2/conv2d.ts': `export const myConv2d = (input: number[][][][]) => input;`,
    });
    const [one, again, other] = await Promise.all(
      [7, 7, 8].map((seed) => reportOn(files, part2, seed)),
    );
    expect(lawsOf(again)).toEqual(lawsOf(one));
    expect(lawsOf(other)).not.toEqual(lawsOf(one));
  });
});
