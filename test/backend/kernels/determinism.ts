import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { KernelBuild } from '#src/backend/kernels/module';
import { lossCurve } from './loss-curve.ts';

const STEPS = 30;

const inAnotherProcess = (build: KernelBuild, seed: number) => `
  import { start } from ${JSON.stringify(new URL('start.ts', import.meta.url))};
  import { lossCurve } from ${JSON.stringify(new URL('loss-curve.ts', import.meta.url))};
  await start('${build}');
  console.log(JSON.stringify(lossCurve(${seed}, ${STEPS})));
`;

export function proveDeterminism(build: KernelBuild): void {
  describe('training', () => {
    const first = () => lossCurve(1, STEPS);

    test('lowers the loss', () => {
      const losses = first();
      const mean = (some: number[]) => some.reduce((sum, loss) => sum + loss, 0) / some.length;
      expect(mean(losses.slice(-5))).toBeLessThan(mean(losses.slice(0, 5)) / 2);
    });

    test('with the same seed gives the same losses, bit for bit', () => {
      expect(first()).toEqual(first());
      expect(lossCurve(2, STEPS)).not.toEqual(first());
    });

    test('gives them in a process of its own, too', async () => {
      const code = inAnotherProcess(build, 1);
      const flags = ['--import', 'tsx', '--input-type=module', '--eval', code];
      const { stdout } = await promisify(execFile)(process.execPath, flags);
      expect(JSON.parse(stdout)).toEqual(first());
    });
  });
}
