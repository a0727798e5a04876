// The laws of network.ts, task 6.4.
import './network-chain.laws.ts';
import './network-built.laws.ts';
