// Calls from the window to main: dialogs, menus, the clipboard, windows. Paths never come back.
import { z } from 'zod';
import { fileReferenceSchema, recentProjectSchema } from '../data/project.ts';
import { sampleKinds } from './jobs.ts';

export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

const nothing = z.undefined();
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const shellStateSchema = z.object({
  personaeVersion: z.string(),
  versions: z.record(z.string(), z.string()),
  platform: z.string(),
  theme: z.enum(themes),
  recent: z.array(recentProjectSchema),
  /** The project of this window; null: the start page. */
  projectName: z.string().nullable(),
});
export type ShellState = z.infer<typeof shellStateSchema>;

/** True where a project is open now; false where the person closed the dialog. */
const opened = z.object({ opened: z.boolean() });

/** A file that was dropped: data to map, or a project that is open now. */
const dropped = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('data'), file: fileReferenceSchema }),
  z.object({ kind: z.literal('project') }),
  z.object({ kind: z.literal('recipe'), json: z.string() }),
  z.object({ kind: z.literal('nothing') }),
]);

export const shellCalls = {
  'shell.state': { input: nothing, output: shellStateSchema },
  'shell.newProject': {
    input: z.strictObject({ suggestedName: z.string().max(120) }),
    output: opened,
  },
  'shell.openProject': { input: nothing, output: opened },
  'shell.openRecent': { input: z.strictObject({ id: z.string() }), output: opened },
  'shell.forgetRecent': { input: z.strictObject({ id: z.string() }), output: nothing },
  /** Asks once where the project shall lie; the data is written beside it by the job `sample`. */
  'shell.newSampleProject': {
    input: z.strictObject({ sample: z.enum(sampleKinds) }),
    output: z.object({ output: z.string().nullable() }),
  },
  'shell.saveCopy': { input: nothing, output: z.object({ saved: z.boolean() }) },
  'shell.closeProject': { input: nothing, output: z.object({ closed: z.boolean() }) },
  'shell.chooseData': {
    input: z.strictObject({ what: z.enum(['file', 'folder']) }),
    output: fileReferenceSchema.nullable(),
  },
  /** A recipe file chosen in the dialog, as text. */
  'shell.chooseRecipe': { input: nothing, output: z.object({ json: z.string() }).nullable() },
  /** A place to write to, as a handle for `export.write` and the job `score`. */
  'shell.chooseOutput': {
    input: z.strictObject({ suggestedName: z.string().max(200) }),
    output: z.string().nullable(),
  },
  'shell.saveFigure': {
    input: z.strictObject({
      suggestedName: z.string().max(200),
      content: bytes,
    }),
    output: z.object({ saved: z.boolean() }),
  },
  'shell.copyText': { input: z.strictObject({ text: z.string() }), output: nothing },
  'shell.copyImage': { input: z.strictObject({ png: bytes }), output: nothing },
  /** The answer to the event `closing`: nothing is left to be saved. */
  'shell.readyToClose': { input: nothing, output: nothing },
  'shell.setTheme': { input: z.strictObject({ theme: z.enum(themes) }), output: nothing },
} as const;

/** Only the preload can name a dropped file's path; the window cannot reach this call. */
export const acceptDropCall = {
  input: z.strictObject({ path: z.string().min(1) }),
  output: dropped,
};
export type Dropped = z.infer<typeof dropped>;

export type ShellCalls = typeof shellCalls;
export type ShellCallName = keyof ShellCalls;
export type ShellInput<N extends ShellCallName> = z.input<ShellCalls[N]['input']>;
export type ShellParsedInput<N extends ShellCallName> = z.output<ShellCalls[N]['input']>;
export type ShellOutput<N extends ShellCallName> = z.output<ShellCalls[N]['output']>;

/** Commands of the menu bar and its shortcuts, carried out by the window. */
export const menuCommands = [
  'project.new',
  'project.open',
  'project.saveCopy',
  'project.close',
  'data.open',
  'edit.undo',
  'edit.redo',
  'find.person',
  'commands.show',
  'store.purge',
  'theme.light',
  'theme.dark',
  'theme.system',
  'help.shortcuts',
  'help.about',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** What main tells the window. */
export const shellEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('menu'), command: z.enum(menuCommands) }),
  z.object({ event: z.literal('engine'), state: z.enum(['starting', 'ready', 'crashed']) }),
  /** A project was opened or closed: the window reads `shell.state` again. */
  z.object({ event: z.literal('project') }),
  /** The window is about to close, once `shell.readyToClose` is called or a moment later. */
  z.object({ event: z.literal('closing') }),
]);
export type ShellEvent = z.infer<typeof shellEventSchema>;
