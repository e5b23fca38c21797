// Who may import whom. Every room of src/ is named here; what is not listed is refused.

const node = /^node:/;

/** @type {Record<string, { rooms: string[], typesOf?: string[], packages: (string | RegExp)[] }>} */
export const roomTable = {
  shared: { rooms: ['shared'], packages: ['zod'] },
  kernels: { rooms: ['kernels'], packages: [] },
  analysis: {
    rooms: ['analysis', 'kernels'],
    typesOf: ['shared'],
    packages: ['pure-rand', 'umap-js'],
  },
  figures: { rooms: ['figures'], typesOf: ['shared'], packages: [] },
  engine: {
    rooms: ['engine', 'shared', 'analysis', 'kernels', 'figures'],
    packages: [node, 'zod', 'better-sqlite3', '@duckdb/node-api', '@duckdb/node-bindings'],
  },
  cli: {
    rooms: ['cli', 'shared', 'engine', 'figures'],
    packages: [node, 'jsdom', 'plotly.js'],
  },
  main: { rooms: ['main', 'shared'], packages: [node, 'zod', 'electron'] },
  preload: { rooms: ['preload', 'shared'], packages: ['electron'] },
  renderer: {
    rooms: ['renderer', 'shared', 'figures'],
    packages: ['svelte', 'plotly.js'],
  },
};

/** Inside the renderer the layers go one way, and features never see each other. */
export const rendererLayers = ['components', 'charts', 'state', 'features'];
