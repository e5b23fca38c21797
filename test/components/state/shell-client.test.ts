// Calls to main: parsed both ways.
import { describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../../../src/shared/calls/bridge.ts';
import { ShellClient } from '../../../src/renderer/state/shell-client.ts';

const answering = (reply: unknown): Bridge => ({
  callShell: vi.fn(() => Promise.resolve(reply as never)),
  onShellEvent: () => undefined,
  acceptDrop: () => Promise.resolve(reply as never),
});

describe('the shell client', () => {
  it('gives the value of a reply', async () => {
    const client = new ShellClient(answering({ ok: true, value: { opened: true } }));
    await expect(client.call('shell.openProject')).resolves.toEqual({ opened: true });
  });

  it('throws the error of a reply', async () => {
    const error = { code: 'project.in-use', message: 'It is open in another window.' };
    const client = new ShellClient(answering({ ok: false, error }));
    await expect(client.call('shell.openProject')).rejects.toMatchObject(error);
  });

  it('does not pass on another shape than agreed', async () => {
    const client = new ShellClient(answering({ ok: true, value: { opened: 'yes' } }));
    await expect(client.call('shell.openProject')).rejects.toMatchObject({ code: 'internal' });
    const file = new File(['a'], 'a.csv');
    await expect(client.acceptDrop(file)).rejects.toMatchObject({ code: 'internal' });
  });

  it('hands on only events that it understands', () => {
    let send: (payload: unknown) => void = () => undefined;
    const bridge: Bridge = {
      ...answering(undefined),
      onShellEvent: (listener) => (send = listener),
    };
    const heard = vi.fn();
    new ShellClient(bridge).onEvent(heard);
    send({ event: 'menu', command: 'launch.rockets' });
    send({ event: 'project' });
    expect(heard).toHaveBeenCalledExactlyOnceWith({ event: 'project' });
  });
});
