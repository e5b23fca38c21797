// Answers the window's calls: parsed on arrival, from our own window only, errors as values.
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { z } from 'zod';
import { acceptDropChannel, shellCallChannel } from '#shared/calls/bridge';
import type { Reply } from '#shared/calls/reply';
import { acceptDropCall, shellCalls, type ShellCallName } from '#shared/calls/shell-calls';
import { PersonaeError, toErrorValue } from '#shared/errors';
import type { ProjectWindow } from '../project-window.ts';
import { rendererUrl } from '../renderer-scheme.ts';
import { acceptDrop } from './accept-drop.ts';
import { shellHandlers } from './shell-handlers.ts';

type FindWindow = (contents: WebContents) => ProjectWindow | undefined;

const requestSchema = z.tuple([
  z.enum(Object.keys(shellCalls) as [ShellCallName, ...ShellCallName[]]),
  z.unknown(),
]);

export function installShell(findWindow: FindWindow): void {
  ipcMain.handle(shellCallChannel, (event, ...request: unknown[]) =>
    answer(async () => {
      const [name, input] = parse(requestSchema, request);
      const handler = shellHandlers[name] as (input: unknown, owner: ProjectWindow) => unknown;
      return await handler(parse(shellCalls[name].input, input), ownerOf(event, findWindow));
    }),
  );
  ipcMain.handle(acceptDropChannel, (event, request: unknown) =>
    answer(async () => {
      const { path } = parse(acceptDropCall.input, request);
      return await acceptDrop(path, ownerOf(event, findWindow));
    }),
  );
}

async function answer(work: () => Promise<unknown>): Promise<Reply<unknown>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    const error = toErrorValue(thrown);
    if (error.code === 'internal') console.error(thrown);
    return { ok: false, error };
  }
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PersonaeError({
    code: 'call.invalid',
    message: 'The window sent a call that is not known.',
  });
}

function ownerOf(event: IpcMainInvokeEvent, findWindow: FindWindow): ProjectWindow {
  const owner = findWindow(event.sender);
  const frame = event.senderFrame;
  const own = new URL(rendererUrl());
  if (!owner || !frame || frame.parent !== null || new URL(frame.url).host !== own.host) {
    throw new PersonaeError({
      code: 'call.invalid',
      message: 'The call did not come from a window of Personae.',
    });
  }
  return owner;
}
