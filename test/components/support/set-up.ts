// Before every file of component tests: clean up after each test, the platform that jsdom lacks, and
// patience.
import { configure } from '@testing-library/svelte';
import '@testing-library/svelte/vitest';
import { providePlatform } from './platform.ts';

providePlatform();

// What is waited for comes in a while on a slow machine; the usual second is for a person's own.
configure({ asyncUtilTimeout: 20_000 });
