// The laws of train.ts: what a step does, which samples it uses, and what is recorded.
import './train-steps.laws.ts';
import './train-records.laws.ts';
import './train-whole.laws.ts';
