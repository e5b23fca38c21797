// Before every file of component tests: clean up after each test, and the platform that jsdom lacks.
import '@testing-library/svelte/vitest';
import { providePlatform } from './platform.ts';

providePlatform();
