import recorded from '../../../../fixtures/pytorch/conv2d.json' with { type: 'json' };

/** What PyTorch gave, with and without options. */
export const recordedConvolutions = recorded.cases;

/** What PyTorch gave without options. */
export const plainConvolutions = recorded.cases.filter(
  ({ options: { stride, padding, dilation, groups } }) =>
    [...stride, ...dilation, groups].every((n) => n === 1) && padding.every((n) => n === 0),
);

export type RecordedConvolution = (typeof recorded.cases)[number];
