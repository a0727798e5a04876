import { progressBar } from '../../charts/progress-bar.ts';
import { wrap } from '../../common/wrap.ts';
import type { Done } from '../../grading/grade-class.ts';
import type { Walls } from '../../grading/grade.ts';
import type { Kata } from '../../laws/kata.ts';
import { LiveRegion } from '../live-region.ts';
import { describeTerminal } from '../terminal.ts';

const WIDTH = 32;

/** A bar that fills as submissions are graded; a line for every tenth part where there is no live terminal. */
export function gradingProgress(
  total: number,
  katas: readonly Kata[],
  walls: Walls,
  isQuiet: boolean,
) {
  const { canvas, isLive } = describeTerminal(process.stderr, process.env);
  const region = new LiveRegion(
    (text) => void process.stderr.write(text),
    () => (isLive && !isQuiet ? process.stderr.rows : 0),
  );
  const begun = performance.now();
  let [count, told, fresh] = [0, 0, 0];
  const parts = katas.map(({ part }) => part).join(', ');
  if (!isQuiet) {
    const head = `${total} ${total === 1 ? 'submission' : 'submissions'} · ${katas.length === 1 ? 'part' : 'parts'} ${parts}`;
    const standing = `walls: ${walls.standing.join(', ') || 'none'}`;
    const missing = walls.missing.map(({ wall, reason }) => `without ${wall}: ${reason}`);
    const lines = [head, standing, ...missing].flatMap((line) => wrap(line, 78));
    region.print(`\n ${lines.join('\n ')}`);
  }
  return {
    onDone({ isKept }: Done): void {
      count++;
      if (!isKept) fresh++;
      const seconds = (performance.now() - begun) / 1000;
      const each = fresh === 0 ? '' : `   ${(seconds / fresh).toFixed(1)} s each`;
      const line = ` ${progressBar(count / total, WIDTH, canvas.glyphs)}  ${count}/${total}${each}`;
      region.live(line);
      const tenth = Math.floor((10 * count) / total);
      if (isLive || isQuiet || tenth === told) return;
      told = tenth;
      region.print(line);
    },
    end: () => region.end(),
  };
}
