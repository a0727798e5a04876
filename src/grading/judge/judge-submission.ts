import { type Kata, partName } from '../../laws/kata.ts';
import type { FileProblem, PartReport } from '../../laws/part-report.ts';
import { taskFiles } from '../../learner/katas.ts';
import { RemoteSubject } from '../remote/remote-subject.ts';
import { compile } from '../sandbox/compile.ts';
import type { Files } from '../sandbox/kit.ts';
import { preparedToLaunch } from '../sandbox/launch.ts';
import { packagesFor } from '../sandbox/packages.ts';
import { layOut } from '../sandbox/room.ts';
import type { Walls } from '../sandbox/walls.ts';
import { judgePart } from './judge-part.ts';
import { type LawFile, readLaws } from './part-laws.ts';

export interface SubmissionToJudge {
  /** The repository. */
  root: string;
  /** The files as they were handed in, by their paths: `part2/conv2d.ts`. */
  files: ReadonlyMap<string, Uint8Array>;
  katas: readonly Kata[];
  kit: Files;
  walls: Walls;
  /** Decides the cases of all laws. */
  seed: number;
  /** Seconds of processor time that the submission has for each part. Default 90, or 240 with TensorFlow.js. */
  budget?: number;
}

/**
 * Judges some parts of a submission. Its code runs in a process of its own, behind walls; the laws run
 * here. The process that calls this must resolve `#kata/…` to the original stubs: the laws import them,
 * and never call them.
 */
export async function judgeSubmission(given: SubmissionToJudge): Promise<PartReport[]> {
  const { root, files, katas, kit, walls, seed, budget } = given;
  const reports: PartReport[] = [];
  for (const kata of katas) {
    const part = partName(kata);
    const { code, problems } = await compiled(files, kata);
    const laws = await readLaws(root, part, taskFiles(kata));
    const modules = await modulesOf(part, laws);
    const { tensorflow = false } = kata;
    const room = await layOut(root, kit, code, packagesFor(kata));
    try {
      const start = await preparedToLaunch(room, walls);
      const subject = new RemoteSubject(start, (module) => modules.get(module)!, {
        tensorflow,
        ...(budget === undefined ? {} : { budget }),
      });
      try {
        reports.push(await judgePart({ kata, laws, subject, problems, seed }));
      } finally {
        subject.close();
      }
    } finally {
      await room.remove();
    }
  }
  return reports;
}

/** Every task file of a part as JavaScript, or why it is not. */
async function compiled(files: ReadonlyMap<string, Uint8Array>, kata: Kata) {
  const code = new Map<string, string>();
  const problems = new Map<string, FileProblem>();
  for (const file of taskFiles(kata)) {
    const path = `${partName(kata)}/${file}`;
    if (!files.has(`${path}.ts`)) {
      problems.set(file, { message: `katas/${path}.ts was not handed in` });
      continue;
    }
    const made = await compile(files, `${path}.ts`);
    if ('code' in made) code.set(`${path}.js`, made.code);
    else problems.set(file, made.problem);
  }
  return { code, problems };
}

/** Which file the laws mean by a module that they import. */
async function modulesOf(part: string, laws: readonly LawFile[]): Promise<Map<object, string>> {
  const modules = new Map<object, string>();
  for (const { file } of laws) {
    modules.set((await import(`#kata/${part}/${file}`)) as object, `${part}/${file}`);
  }
  return modules;
}
