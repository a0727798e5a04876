import * as reference from '../../solutions/part2/conv2d.ts';
import { proveCorpus } from './corpus.ts';
import { onceAcceptedConvolutions } from './part2/once-accepted.ts';
import { wrongBetweenCalls, wrongContainers, wrongErrors } from './part2/conv2d-wrong-results.ts';

proveCorpus({
  part: 'part2',
  file: 'conv2d',
  reference,
  wrong: [...wrongContainers, ...wrongBetweenCalls, ...wrongErrors, ...onceAcceptedConvolutions],
  right: [],
});
