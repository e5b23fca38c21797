// What main and the engine say to each other over the utility process's own channel. Paths travel
// here and nowhere else.
import { z } from 'zod';
import { fileReferenceSchema } from '../data/project.ts';
import { replySchema } from './reply.ts';

const nothing = z.undefined();
const pathInput = z.strictObject({ path: z.string().min(1) });

export const controlCalls = {
  'control.openProject': {
    input: z.strictObject({ path: z.string().min(1), create: z.boolean() }),
    output: z.object({ name: z.string() }),
  },
  'control.closeProject': { input: nothing, output: nothing },
  'control.saveCopy': { input: pathInput, output: nothing },
  /** A data file from a dialog or a drop becomes a handle of the open project. */
  'control.registerFile': { input: pathInput, output: fileReferenceSchema },
  /** A place from a save dialog becomes a handle that one export may write to. */
  'control.registerOutput': { input: pathInput, output: z.object({ handle: z.string() }) },
  'control.jobCount': { input: nothing, output: z.object({ count: z.number() }) },
  'control.purgeStore': { input: nothing, output: z.object({ freedBytes: z.number() }) },
} as const;

export type ControlCalls = typeof controlCalls;
export type ControlCallName = keyof ControlCalls;
export type ControlInput<N extends ControlCallName> = z.input<ControlCalls[N]['input']>;
export type ControlParsedInput<N extends ControlCallName> = z.output<ControlCalls[N]['input']>;
export type ControlOutput<N extends ControlCallName> = z.output<ControlCalls[N]['output']>;

/** Sent with the window's MessagePort. */
export const connectMessage = 'connect';

export const controlRequestSchema = z.union([
  z.strictObject({ kind: z.literal(connectMessage) }),
  z.strictObject({
    id: z.int(),
    call: z.enum(Object.keys(controlCalls) as [ControlCallName, ...ControlCallName[]]),
    input: z.unknown(),
  }),
]);

export const controlMessageSchema = z.union([
  z.object({ kind: z.literal('ready') }),
  /** The newest run's segments, for the list of recent projects. */
  z.object({
    kind: z.literal('picture'),
    shares: z.array(z.object({ share: z.number(), colour: z.number() })),
  }),
  z.object({ id: z.int(), reply: replySchema }),
]);
export type ControlMessage = z.infer<typeof controlMessageSchema>;
