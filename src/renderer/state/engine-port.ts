// The engine's port reaches the window as a window message from the preload.
import { enginePortMessage } from '#shared/calls/bridge';
import type { EngineClient } from './engine-client.ts';

/** Binds every port that arrives to the client. */
export function listenForEnginePort(client: EngineClient, target: Window): void {
  target.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source === target && event.data === enginePortMessage && port) client.bind(port);
  });
}
