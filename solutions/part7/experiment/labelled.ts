import { percent } from '#src/charts/number-format';
import type { PlotContext } from '#src/training/experiment';
import type { Outcome } from './outcome.ts';

/** Where a report is drawn. */
export type Surface = Pick<PlotContext, 'canvas' | 'print' | 'save'>;

/** An outcome under the name that it has beside others: with its folder, where there are several. */
export interface Labelled extends Outcome {
  label: string;
}

/** Those of a group under names that tell them apart. */
export function labelledOf(outcomes: readonly Outcome[]): Labelled[] {
  const isOne = new Set(outcomes.map(({ source }) => source)).size <= 1;
  return outcomes.map((outcome) => ({
    ...outcome,
    label: isOne ? outcome.name : `${outcome.name}, ${outcome.source}`,
  }));
}

/** In percent; a dash where there is no value. */
export const percentOrDash = (fraction: number | null | undefined): string =>
  fraction === null || fraction === undefined ? '–' : percent(fraction);
