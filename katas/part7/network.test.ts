// The laws of network.ts: its layers, what differs in training, and where it begins.
import './network-layers.laws.ts';
import './network-training.laws.ts';
import './network-start.laws.ts';
