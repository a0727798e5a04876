import * as reference from '../../solutions/part2/conv2d.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';

type Module = typeof reference;
type Tensor4 = reference.Tensor4;

const wrong: Implementation<Module>[] = [
  {
    name: 'the kernel is flipped',
    module: {
      myConv2d: (input: Tensor4, kernel: Tensor4) =>
        reference.myConv2d(
          input,
          kernel.map((f) => f.map((p) => p.toReversed().map((r) => r.toReversed()))),
        ),
    },
  },
];

proveCorpus({ part: 'part2', file: 'conv2d', reference, wrong, right: [] });
