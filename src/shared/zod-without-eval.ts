// The window's policy forbids generated code, and zod's probe for it counts as a violation. Import
// this before any schema.
import { z } from 'zod';

z.config({ jitless: true });
