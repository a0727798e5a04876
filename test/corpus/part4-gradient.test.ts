import * as gradient from '../../solutions/part4/gradient.ts';
import { proveCorpus } from './corpus.ts';
import { rightGradients } from './part4/gradient-right.ts';
import type { Gradient } from './part4/gradients.ts';
import { wrongLosses, wrongManners, wrongSummaries, wrongWeights } from './part4/gradient-wrong.ts';
import { wrongDepths, wrongLengths, wrongRefusals } from './part4/weight-steps-wrong.ts';

const { gradientMagnitude, magnitudeFromWeights } = gradient; // what the tasks ask for

proveCorpus<Gradient>({
  part: 'part4',
  file: 'gradient',
  reference: { gradientMagnitude, magnitudeFromWeights },
  wrong: [
    ...wrongSummaries,
    ...wrongWeights,
    ...wrongLosses,
    ...wrongManners,
    ...wrongLengths,
    ...wrongDepths,
    ...wrongRefusals,
  ],
  right: rightGradients,
});
