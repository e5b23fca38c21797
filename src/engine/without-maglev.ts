// To be imported before anything else by every entry that computes. V8's middle compiler, Maglev, is
// switched off for the process and its threads: with it, objects made one after another now and then
// held each other's numbers, and a fit began elsewhere (docs/adr/0007).
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--no-maglev');
