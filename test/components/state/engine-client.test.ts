// The window's end of the engine's port: typed, parsed, and never left waiting.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PersonaeError } from '../../../src/shared/errors.ts';
import { EngineClient } from '../../../src/renderer/state/engine-client.ts';
import { emptyProject } from '../support/fake-host.ts';
import { FakeEngine, settle } from '../support/fake-engine.ts';

const faults = vi.fn();
afterEach(() => void faults.mockReset());

function connected(engine: FakeEngine): EngineClient {
  const client = new EngineClient(faults);
  client.bind(engine.connect());
  return client;
}

const neverAnswers = () => new FakeEngine({ 'project.read': () => new Promise(() => undefined) });

describe('the engine client', () => {
  it('answers a call with the parsed value', async () => {
    const client = connected(new FakeEngine({ 'project.read': () => emptyProject() }));
    await expect(client.call('project.read')).resolves.toEqual(emptyProject());
  });

  it('keeps answers apart that come in another order', async () => {
    const engine = new FakeEngine({
      'store.size': () => new Promise((resolve) => setTimeout(() => resolve({ sizeBytes: 7 }), 20)),
      'store.purge': () => ({ freedBytes: 8 }),
    });
    const client = connected(engine);
    const both = [client.call('store.size'), client.call('store.purge')];
    await expect(Promise.all(both)).resolves.toEqual([{ sizeBytes: 7 }, { freedBytes: 8 }]);
  });

  it('rejects with the error of the engine, hint included', async () => {
    const error = { code: 'run.missing', message: 'No run r9.', hint: 'Choose another.' } as const;
    const engine = new FakeEngine({
      'run.read': () => {
        throw new PersonaeError(error);
      },
    });
    const call = connected(engine).call('run.read', { runId: 'r9' });
    await expect(call).rejects.toMatchObject(error);
  });

  it('refuses a wrong input before it is sent', async () => {
    const engine = new FakeEngine();
    const call = connected(engine).call('run.compare', { first: 'a' } as never);
    await expect(call).rejects.toMatchObject({ code: 'call.invalid' });
    await settle();
    expect(engine.calls).toEqual([]);
  });

  it('does not pass on an answer of another shape than agreed', async () => {
    const engine = new FakeEngine({ 'store.size': () => ({ sizeBytes: 'many' }) as never });
    await expect(connected(engine).call('store.size')).rejects.toMatchObject({ code: 'internal' });
  });

  it('holds calls back until the port arrives', async () => {
    const client = new EngineClient(faults);
    const call = client.call('project.read');
    client.bind(new FakeEngine({ 'project.read': () => emptyProject('Late') }).connect());
    await expect(call).resolves.toMatchObject({ name: 'Late' });
  });

  it('rejects every pending call when the engine is lost, and new ones until it starts', async () => {
    const client = connected(neverAnswers());
    const pending = [client.call('project.read'), client.call('project.read')];
    await settle();
    client.lost();
    for (const call of pending) await expect(call).rejects.toMatchObject({ code: 'engine.gone' });
    await expect(client.call('project.read')).rejects.toMatchObject({ code: 'engine.gone' });

    client.expect();
    const call = client.call('project.read');
    client.bind(new FakeEngine({ 'project.read': () => emptyProject('Again') }).connect());
    await expect(call).resolves.toMatchObject({ name: 'Again' });
  });

  it('rejects what the former port owed when a new one is bound', async () => {
    const client = connected(neverAnswers());
    const owed = client.call('project.read');
    await settle();
    client.bind(new FakeEngine({ 'project.read': () => emptyProject('New') }).connect());
    await expect(owed).rejects.toMatchObject({ code: 'engine.gone' });
    await expect(client.call('project.read')).resolves.toMatchObject({ name: 'New' });
  });

  it('tells of every new port', () => {
    const client = new EngineClient(faults);
    const heard = vi.fn();
    client.onBound(heard);
    client.bind(new FakeEngine().connect());
    client.bind(new FakeEngine().connect());
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('hands events on, until one stops listening', async () => {
    const engine = new FakeEngine();
    const client = connected(engine);
    const heard = vi.fn();
    const stop = client.on('job.changed', heard);
    const view = { jobId: 'j', kind: 'fit', state: 'running', progress: null } as const;
    engine.emit('job.changed', view);
    await settle();
    expect(heard).toHaveBeenCalledExactlyOnceWith(view);
    stop();
    engine.emit('job.changed', view);
    await settle();
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['nonsense', 'hello'],
    ['an event that is not known', { event: 'job.danced', payload: 1 }],
    ['an event with a wrong payload', { event: 'job.changed', payload: { jobId: 7 } }],
    ['a reply without a verdict', { id: 1, reply: { value: 3 } }],
  ])('reports %s and goes on', async (_name, message) => {
    const engine = new FakeEngine({ 'store.size': () => ({ sizeBytes: 1 }) });
    const client = connected(engine);
    engine.send(message);
    await settle();
    expect(faults).toHaveBeenCalledTimes(1);
    await expect(client.call('store.size')).resolves.toEqual({ sizeBytes: 1 });
  });

  it('ignores an answer to nothing', async () => {
    const engine = new FakeEngine({ 'store.size': () => ({ sizeBytes: 1 }) });
    const client = connected(engine);
    engine.send({ id: 99, reply: { ok: true, value: 1 } });
    await expect(client.call('store.size')).resolves.toEqual({ sizeBytes: 1 });
    expect(faults).not.toHaveBeenCalled();
  });
});
