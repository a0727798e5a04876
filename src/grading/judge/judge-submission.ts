import { type Kata, partName } from '../../laws/kata.ts';
import type { FileProblem, PartReport } from '../../laws/part-report.ts';
import { taskFiles } from '../../learner/katas.ts';
import { RemoteSubject } from '../remote/remote-subject.ts';
import { compile } from '../sandbox/compile.ts';
import type { Files } from '../sandbox/kit.ts';
import { preparedToLaunch } from '../sandbox/launch.ts';
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
}

/**
 * Judges some parts of a submission. Its code runs in a process of its own, behind walls; the laws run
 * here. The process that calls this must resolve `#kata/…` to the original stubs: the laws import them,
 * and never call them.
 */
export async function judgeSubmission(given: SubmissionToJudge): Promise<PartReport[]> {
  const { root, files, katas, kit, walls, seed } = given;
  const { code, problems } = await compiled(files, katas);
  const room = await layOut(root, kit, code);
  try {
    const start = await preparedToLaunch(room, walls);
    const reports: PartReport[] = [];
    for (const kata of katas) {
      const part = partName(kata);
      const laws = await readLaws(root, part, taskFiles(kata));
      const modules = await modulesOf(part, laws);
      const { tensorflow = false } = kata;
      const subject = new RemoteSubject(start, (module) => modules.get(module)!, { tensorflow });
      try {
        const own = problems.get(part)!;
        reports.push(await judgePart({ kata, laws, subject, problems: own, seed }));
      } finally {
        subject.close();
      }
    }
    return reports;
  } finally {
    await room.remove();
  }
}

/** Every task file as JavaScript, or why it is not. */
async function compiled(files: ReadonlyMap<string, Uint8Array>, katas: readonly Kata[]) {
  const code = new Map<string, string>();
  const problems = new Map<string, Map<string, FileProblem>>();
  for (const kata of katas) {
    const part = partName(kata);
    const own = new Map<string, FileProblem>();
    problems.set(part, own);
    for (const file of taskFiles(kata)) {
      const path = `${part}/${file}`;
      if (!files.has(`${path}.ts`)) {
        own.set(file, { message: `katas/${path}.ts was not handed in` });
        continue;
      }
      const made = await compile(files, `${path}.ts`);
      if ('code' in made) code.set(`${path}.js`, made.code);
      else own.set(file, made.problem);
    }
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
