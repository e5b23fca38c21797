// Removes the folder of an application that has ended.
import { rmSync } from 'node:fs';

/** Helpers of Chromium outlive the application for a moment, and write to its folder meanwhile. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
