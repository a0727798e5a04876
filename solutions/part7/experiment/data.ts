import { describeImages } from '#src/training/describe-images';
import { loadDigitImages } from '#src/training/digit-images';
import type { ExperimentContext } from '#src/training/experiment';
import { fetchImages } from '#src/training/fetch-images';
import { loadSmallDigits } from '#src/training/small-digits';
import type { Plan } from './plans.ts';

const titles = {
  digits: 'scikit-learn’s digits, 8×8',
  strokes: 'strokes, 8×8, built in',
  mnist: 'MNIST, 28×28',
} as const;

/** What a training of a plan sees, in a line. */
export function describeData({ settings }: Plan): string {
  if (settings.kind === 'cnn') return describeImages(settings.dataset, settings.counts);
  const { dataset, counts } = settings;
  return `${titles[dataset]}: ${counts.train} training, ${counts.test} test images`;
}

/** Gets the images where they are not here yet, once, before several trainings want them. */
export async function fetchData({ settings }: Plan, context: ExperimentContext): Promise<void> {
  const { env, signal } = context;
  if (settings.kind === 'cnn') {
    await fetchImages(settings.dataset, settings.counts, context);
  } else if (settings.dataset === 'mnist') {
    await loadDigitImages('mnist', settings.counts, { env, signal });
  } else {
    await loadSmallDigits(settings.dataset, settings.counts, settings.seed, { env, signal });
  }
}
