// Where the set-up keeps things: beside node_modules, so that a clean install does not lose them.
import { join } from 'node:path';

/** The project's root folder. */
export const projectRoot = join(import.meta.dirname, '..', '..');

/** Holds Electron and the modules built for it; ignored by git. */
export const storeFolder = join(projectRoot, '.electron');
