import fc from 'fast-check';
import * as subject from '#kata/part8/losses';
import { compare } from '#src/laws/compare';
import { type GradientCase, gradientCases, lossCases } from '#src/laws/definitions/losses/cases';
import type { LossCase, LossName } from '#src/laws/definitions/losses/losses';
import { refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import type { Computed } from '#src/laws/tensors/call-spec';
import { compute, float32, int32 } from '#src/laws/tensors/trials';
import { areWorked, checked, farOut, judge, logSoftmax, logSoftmaxBackward, names, rounded } from './losses-driver.laws.ts'; // prettier-ignore

const readme = (heading: string) => `katas/part8/README.md, "${heading}".`;

const constants = fc.constantFrom(-64, -2, 1, 64);

/** Cases in which no loss is 0 everywhere: what must be the same is then not nothing. */
const lively = lossCases().filter(({ outputs, labels }) =>
  outputs.some((row, n) => row.some((x, k) => k !== labels[n] && x > row[labels[n]])),
);

law({
  task: '8.1',
  claim: 'a constant added to a row changes neither cross-entropy nor multi-margin loss',
  points: 1,
  given: fc.record({
    name: fc.constantFrom('crossEntropy' as const, 'multiMargin' as const),
    loss: lively,
    constant: constants,
  }),
  draws: 25,
  show: ({ name, loss, constant }) => ({ loss: name, ...loss, constant }),
  async check({ name, loss, constant }) {
    const shifted = loss.outputs.map((row, n) => (n === 0 ? row.map((x) => x + constant) : row));
    const before = checked(await judge(name, loss), loss);
    const after = checked(await judge(name, { ...loss, outputs: shifted }), loss);
    areWorked([before, after], loss.outputs);
    if (compare(after, before, farOut)) {
      throw new Unlawful(`with ${constant} added to the first row, something changes`, {
        before,
        after,
      });
    }
    const sums = before.gradient.map((row) => row.reduce((sum, value) => sum + value, 0));
    if (sums.every((sum) => Math.abs(sum) < rounded.absolute)) return;
    throw new Unlawful('each row of the gradient must sum to 0', { gradient: before.gradient });
  },
  why: 'Both look at differences of outputs only, so all outputs of a row can move together. A gradient along that direction would say otherwise: its rows sum to 0. That is also why a log-softmax in front of the multi-margin loss, as the report has it, changes nothing.',
  look: readme('The multi-margin loss'),
});

law<LossCase>({
  task: '8.1',
  claim: 'the negative log-likelihood of the log-softmax is the cross-entropy, gradient and all',
  points: 1,
  given: lively,
  draws: 25,
  async check(given) {
    const wanted = checked(await judge('crossEntropy', given), given);
    areWorked(wanted, given.outputs);
    const y = (await logSoftmax(given.outputs)) as number[][];
    const { loss, gradient } = checked(
      await judge('negativeLogLikelihood', { ...given, outputs: y }),
      given,
    );
    const got = { loss, gradient: await logSoftmaxBackward(y, gradient) };
    if (!compare(got, wanted, { absolute: 5e-6, relative: 1e-5 })) return;
    throw new Unlawful('your two ways to the cross-entropy come to different ends', {
      'by negativeLogLikelihood': got,
      'by crossEntropy': wanted,
    });
  },
  why: 'One function, written down twice: all four pieces here are yours. The report searches both as two criteria, and finds that they hardly differ.',
  look: readme('Two ways to one loss'),
});

interface NamedCase {
  name: LossName;
  loss: LossCase;
}

law({
  task: '8.1',
  claim: 'more or fewer labels than rows of outputs are refused with a clear error',
  points: 1,
  given: fc
    .record({ name: names, loss: lively, extra: fc.boolean() })
    .map(({ name, loss, extra }) => {
      const { labels } = loss;
      const isLonger = extra || labels.length === 1;
      return { name, loss, labels: isLonger ? [...labels, labels[0]] : labels.slice(0, 1) };
    }),
  draws: 30,
  show: ({ name, loss, labels }) => ({ loss: name, outputs: loss.outputs, labels }),
  async check({ name, loss, labels }) {
    areWorked(await judge(name, loss), loss.outputs);
    await refuses(judge(name, { ...loss, labels }), [loss.outputs.length, labels.length]);
  },
  why: 'TensorFlow.js stretches a single one-hot row to fit all rows of outputs: the result would be a number, and mean nothing.',
  look: readme('Errors'),
});

law<NamedCase & { gradient: GradientCase }>({
  task: '8.1',
  claim: 'what they are given is left alone, and no tensor stays behind',
  points: 1,
  given: fc.record({ name: names, loss: lively, gradient: gradientCases() }),
  draws: 15,
  show: ({ name, loss }) => ({ loss: name, ...loss }),
  async check({ name, loss, gradient: { x, gradOutput } }) {
    const { outputs, labels } = loss;
    const calls: Record<string, Computed> = {
      [name]: await compute(subject, name, float32(outputs), int32(labels)),
      logSoftmax: await compute(subject, 'logSoftmax', float32(outputs)),
      logSoftmaxBackward: await compute(subject, 'logSoftmaxBackward', float32(x), float32(gradOutput)), // prettier-ignore
    };
    for (const [what, { result, isFreed, left }] of Object.entries(calls)) {
      if (what !== 'logSoftmaxBackward') areWorked(result, outputs);
      if (isFreed) throw new Unlawful(`\`${what}\` disposed of a tensor that it was given`);
      if (left > 0) throw new Unlawful(`\`${what}\` leaves ${left} tensors behind`);
    }
  },
  why: 'Outputs and labels belong to whoever made them. The `tf.tidy` of whoever calls frees what is made on the way, except what `tf.keep` and `tf.variable` keep.',
  look: readme('Who frees what'),
});
