// Memory of batches that goes to and fro: the receiver sends back what it has stored. New memory for
// every batch would have to be emptied by the system and kept V8 collecting garbage all the time.
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';

/** Gives memory of a size, with whatever is written in it. */
export type NewBuffer = (byteLength: number) => ArrayBuffer;

/** @param port by which buffers come back, in lists */
export function returnedBuffers(port: MessagePort): NewBuffer {
  const spare: ArrayBuffer[] = [];
  return (byteLength) => {
    for (;;) {
      const received = receiveMessageOnPort(port) as { message: ArrayBuffer[] } | undefined;
      if (received === undefined) break;
      spare.push(...received.message);
    }
    const place = spare.findIndex((buffer) => buffer.byteLength === byteLength);
    const [found] = place < 0 ? [] : spare.splice(place, 1);
    return found ?? new ArrayBuffer(byteLength);
  };
}
