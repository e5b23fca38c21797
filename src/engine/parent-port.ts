// The channel a utility process has to its parent; Electron puts it on `process`.

export interface EnginePort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
  close(): void;
  postMessage(message: unknown): void;
}

export interface ParentPort {
  on(event: 'message', listener: (message: { data: unknown; ports: EnginePort[] }) => void): void;
  postMessage(message: unknown): void;
}

/** @throws Error where the process was not started by Electron as a utility process */
export function parentPort(): ParentPort {
  if (!('parentPort' in process) || !process.parentPort) {
    throw new Error('the engine runs as a utility process of Personae');
  }
  return process.parentPort;
}
