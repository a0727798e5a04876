import * as reference from '../../solutions/part2/conv2d.ts';
import { proveCorpus } from './corpus.ts';
import { rightConvolutions } from './part2/conv2d-right.ts';
import { wrongPlaces, wrongSums } from './part2/conv2d-wrong-sums.ts';

proveCorpus({
  part: 'part2',
  file: 'conv2d',
  reference,
  wrong: [...wrongPlaces, ...wrongSums],
  right: rightConvolutions,
});
