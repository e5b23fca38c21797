// A thread of a team: sleeps until a round opens, takes chunks, sleeps again.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import {
  cell,
  closedForGood,
  instantiate,
  workOnRound,
  type KernelMessage,
  type Operation,
  type TeamThreadData,
} from './team-control.ts';

/** Looks at the round this often before going to sleep: rounds follow each other closely. */
const spinCount = 10_000;

// What ThreadTeam passes to the worker it starts.
const { control, memory, kernelPort } = workerData as TeamThreadData;
const { cells } = control;
const kernels = new Map<number, Operation[]>();

function operationOf(kernel: number, operation: number): Operation | undefined {
  while (!kernels.has(kernel)) {
    // Only KernelMessages are posted to this port, each before the round that needs it.
    const received = receiveMessageOnPort(kernelPort) as { message: KernelMessage } | undefined;
    if (!received) break;
    kernels.set(received.message.kernel, instantiate(received.message.module, memory));
  }
  return kernels.get(kernel)?.[operation];
}

function takePart(round: number): void {
  Atomics.add(cells, cell.active, 1);
  try {
    if (Atomics.load(cells, cell.round) !== round) return;
    const kernel = Atomics.load(cells, cell.kernel);
    const operation = operationOf(kernel, Atomics.load(cells, cell.operation));
    // A thread without the kernel leaves the chunks to the others.
    if (operation) workOnRound(control, operation);
  } finally {
    if (Atomics.sub(cells, cell.active, 1) === 1) Atomics.notify(cells, cell.active);
  }
}

function waitForChange(round: number): number {
  for (let spin = 0; spin < spinCount; spin++) {
    const now = Atomics.load(cells, cell.round);
    if (now !== round) return now;
  }
  Atomics.wait(cells, cell.round, round);
  return Atomics.load(cells, cell.round);
}

parentPort?.postMessage('ready');
let round = Atomics.load(cells, cell.round);
while (round !== closedForGood) {
  if (round % 2 !== 0) takePart(round);
  round = waitForChange(round);
}
kernelPort.close();
