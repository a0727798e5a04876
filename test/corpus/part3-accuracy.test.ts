import { accuracy } from '../../solutions/part3/accuracy.ts';
import { proveCorpus } from './corpus.ts';
import { rightAccuracies } from './part3/accuracy-right.ts';
import { wrongAnswers, wrongFractions } from './part3/accuracy-wrong-fractions.ts';
import { wrongLeaks, wrongModes, wrongSamples } from './part3/accuracy-wrong-samples.ts';

proveCorpus({
  part: 'part3',
  file: 'accuracy',
  reference: { accuracy },
  wrong: [...wrongFractions, ...wrongAnswers, ...wrongSamples, ...wrongModes, ...wrongLeaks],
  right: rightAccuracies,
});
