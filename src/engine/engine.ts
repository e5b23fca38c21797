// Entry of the utility process: answers main on its own channel, and the window on a direct port.
import './without-maglev.ts';
import { connectMessage, controlRequestSchema } from '#shared/calls/control';
import {
  engineRequestSchema,
  type EngineEventName,
  type EngineEvents,
} from '#shared/calls/engine-events';
import { z } from 'zod';
import { answerControl } from './calls/answer-control.ts';
import { answerCall } from './calls/answer-call.ts';
import { parentPort, type EnginePort } from './parent-port.ts';
import { EngineSession } from './session.ts';

const settingsSchema = z.object({
  workingStoreFolder: z.string(),
  threadCount: z.int().min(1),
  personaeVersion: z.string(),
});

const parent = parentPort();
let windowPort: EnginePort | undefined;

function sendEvent<N extends EngineEventName>(event: N, payload: EngineEvents[N]): void {
  windowPort?.postMessage({ event, payload });
}

const session = new EngineSession(
  {
    ...settingsSchema.parse(JSON.parse(process.argv[2] ?? '{}')),
    threadUrls: {
      job: new URL('./job-thread.js', import.meta.url),
      team: new URL('./team-thread.js', import.meta.url),
      reader: new URL('./reader-thread.js', import.meta.url),
    },
  },
  {
    event: sendEvent,
    picture: (shares) => parent.postMessage({ kind: 'picture', shares }),
  },
);

function connect(port: EnginePort): void {
  windowPort?.close();
  windowPort = port;
  port.on('message', ({ data }) => {
    const request = engineRequestSchema.safeParse(data);
    // Who sends what is no call gets no answer; the engine and its project live on.
    if (!request.success) return;
    const { id, call, input } = request.data;
    void answerCall(call, input, session).then((reply) => port.postMessage({ id, reply }));
  });
  port.start();
}

parent.on('message', ({ data, ports }) => {
  const request = controlRequestSchema.parse(data);
  if ('kind' in request) {
    if (request.kind === connectMessage && ports[0]) connect(ports[0]);
    return;
  }
  void answerControl(request.call, request.input, session).then((reply) =>
    parent.postMessage({ id: request.id, reply }),
  );
});
parent.postMessage({ kind: 'ready' });
