import type { ExperimentContext } from '../experiment.ts';
import type { RunFolder } from './run-folder.ts';
import type { TrainingNews } from './run-messages.ts';

/** Says, once, what the networks are trained on. */
export async function tellBackend(
  { context, folder }: { context: Pick<ExperimentContext, 'print'>; folder: RunFolder },
  {
    backend: name,
    description,
  }: Pick<Extract<TrainingNews, { news: 'trains' }>, 'backend' | 'description'>,
): Promise<void> {
  const known = folder.file.backend;
  if (known?.name === name) return;
  if (known !== undefined) {
    context.print(` This experiment was begun on ${known.name}, and goes on on ${name}: the last digits of its numbers will be others than those of one that was not interrupted.`); // prettier-ignore
  }
  await folder.write((file) => void (file.backend = { name, description }));
}

/** Shows what a process has printed, under the name of its run. */
export function tellOutput(
  { print }: Pick<ExperimentContext, 'print'>,
  { name }: { name: string },
  text: string,
): void {
  for (const line of text.split('\n')) if (line.trim() !== '') print(` ${name}│ ${line}`);
}
