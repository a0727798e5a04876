import * as reference from '../../solutions/part3/networks.ts';
import { proveCorpus } from './corpus.ts';
import { rightLayers, rightWeights } from './part3/networks-right.ts';
import {
  wrongActivations,
  wrongEnds,
  wrongParameters,
  wrongSizes,
  wrongWindows,
} from './part3/networks-wrong-layers.ts';
import { wrongSeeds, wrongWeights } from './part3/networks-wrong-weights.ts';

proveCorpus({
  part: 'part3',
  file: 'networks',
  reference,
  wrong: [
    ...wrongEnds,
    ...wrongActivations,
    ...wrongWindows,
    ...wrongSizes,
    ...wrongParameters,
    ...wrongSeeds,
    ...wrongWeights,
  ],
  right: [...rightWeights, ...rightLayers],
});
