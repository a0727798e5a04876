import fc from 'fast-check';
import {
  crossEntropyMistakes,
  euclideanMistakes,
} from '#src/laws/definitions/modules/loss-mistakes';
import { lossOf } from '#src/laws/definitions/modules/passes';
import { type RecordedLoss, recordedLosses } from '#src/laws/definitions/modules/recorded';
import { law } from '#src/laws/law';
import { backward, forward } from '#src/laws/tensors/modules';
import { crossEntropyCases, euclideanCases, farOut, gradientOf, rounded, valueOf, workWith } from './losses-driver.laws.ts'; // prettier-ignore

const euclidean = 'katas/part6/README.md, "The Euclidean loss".';
const crossEntropy = 'katas/part6/README.md, "The softmax cross-entropy".';

law({
  task: '6.3',
  claim: 'EuclideanLoss: forward is 1/(2N) · Σ ‖x − t‖²',
  points: 1,
  given: euclideanCases,
  examples: [{ outputs: [[3, 4]], targets: [[0, 0]] }],
  got: (given) => valueOf('EuclideanLoss', given),
  wanted: ({ outputs, targets }) => lossOf('EuclideanLoss', outputs, targets).loss,
  tolerance: rounded,
  suspects: euclideanMistakes.loss,
  why: 'Square every difference, add all of them up, and divide by twice the number of samples. Of the one sample (3, 4) with the target (0, 0) it is (9 + 16) / 2 = 12.5.',
  look: euclidean,
});

law({
  task: '6.3',
  claim: 'EuclideanLoss: backward is (x − t) / N',
  points: 1,
  given: euclideanCases,
  examples: [{ outputs: [[3, 4]], targets: [[0, 0]] }],
  got: (given) => gradientOf('EuclideanLoss', given),
  wanted: ({ outputs, targets }) => lossOf('EuclideanLoss', outputs, targets).gradient,
  tolerance: rounded,
  suspects: euclideanMistakes.gradient,
  why: 'The derivative of ½(x − t)² is x − t, and the mean over N samples has each of them with the weight 1/N.',
  look: euclidean,
});

law({
  task: '6.3',
  claim: 'SoftmaxCrossEntropy: forward is the mean of −ln softmax(x) at the labels',
  points: 1,
  given: crossEntropyCases(),
  examples: [{ outputs: [[0, 0, 0]], targets: [[0, 1, 0]] }],
  got: (given) => valueOf('SoftmaxCrossEntropy', given),
  wanted: ({ outputs, targets }) => lossOf('SoftmaxCrossEntropy', outputs, targets).loss,
  tolerance: rounded,
  suspects: crossEntropyMistakes.loss,
  why: 'softmax(x)ₖ = exp(xₖ) / Σ exp(x), row by row. With equal logits every class has the probability 1/K, and the loss is ln K.',
  look: crossEntropy,
});

law({
  task: '6.3',
  claim: 'SoftmaxCrossEntropy: backward is (softmax(x) − t) / N',
  points: 1,
  given: crossEntropyCases(),
  examples: [{ outputs: [[0, 0, 0]], targets: [[0, 1, 0]] }],
  got: (given) => gradientOf('SoftmaxCrossEntropy', given),
  wanted: ({ outputs, targets }) => lossOf('SoftmaxCrossEntropy', outputs, targets).gradient,
  tolerance: rounded,
  suspects: crossEntropyMistakes.gradient,
  why: 'Each row of the gradient sums to 0: what the label’s logit should gain, the others should lose, in proportion to their probabilities.',
  look: crossEntropy,
});

law({
  task: '6.3',
  claim: 'SoftmaxCrossEntropy: both passes are right for logits of ±1000',
  points: 1,
  given: crossEntropyCases(fc.constantFrom(0, 1, 1000, -1000, 999, -999)),
  examples: [
    { outputs: [[1000, -1000]], targets: [[0, 1]] },
    { outputs: [[1000, 999, 1000]], targets: [[0, 0, 1]] },
    { outputs: [[-1000, -1000, -999]], targets: [[1, 0, 0]] },
  ],
  async got({ outputs, targets }) {
    const { results } = await workWith('SoftmaxCrossEntropy', [
      forward(outputs, targets),
      backward(),
    ]);
    return { loss: results[0], gradient: results[1] };
  },
  wanted: ({ outputs, targets }) => lossOf('SoftmaxCrossEntropy', outputs, targets),
  tolerance: farOut,
  why: 'exp(1000) is infinite, and the logarithm of a softmax that came out as 0 is too. Subtract the largest logit of each row first, and take ln Σ exp − x at the label in place of ln softmax.',
  look: 'katas/part6/README.md, "Far out".',
});

law<RecordedLoss>({
  task: '6.3',
  claim: 'SoftmaxCrossEntropy: loss and gradient are those that PyTorch gave',
  points: 1,
  given: fc.constantFrom(...recordedLosses),
  examples: recordedLosses,
  draws: 0,
  show: ({ name, outputs, targets }) => ({ case: name, outputs, targets }),
  async got({ outputs, targets }) {
    const { results } = await workWith('SoftmaxCrossEntropy', [
      forward(outputs, targets),
      backward(),
    ]);
    return { loss: results[0], gradient: results[1] };
  },
  wanted: ({ loss, gradient }) => ({ loss, gradient }),
  tolerance: farOut,
  why: 'Twelve batches of logits, some of them extreme, went through PyTorch’s cross_entropy.',
  look: crossEntropy,
});
