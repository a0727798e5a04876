import * as reference from '../../solutions/part2/conv2d-backward.ts';
import { proveCorpus } from './corpus.ts';
import { onceAcceptedBackwards } from './part2/once-accepted.ts';
import { rightBackwards } from './part2/conv2d-backward-right.ts';
import { wrongResults } from './part2/conv2d-backward-wrong-results.ts';
import { wrongPlaces, wrongWeights } from './part2/conv2d-backward-wrong-sums.ts';

proveCorpus({
  part: 'part2',
  file: 'conv2d-backward',
  reference,
  wrong: [...wrongWeights, ...wrongPlaces, ...wrongResults, ...onceAcceptedBackwards],
  right: rightBackwards,
});
