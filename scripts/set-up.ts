// npm run setup: everything that `npm ci` does not bring.
import { reportFailure } from './set-up/set-up-error.ts';
import { setUp } from './set-up/set-up.ts';

await setUp().catch(reportFailure);
