// Refuses an import that the room table does not allow.
import path from 'node:path';
import { rendererLayers, roomTable } from './room-table.js';

const sourceRoot = path.resolve(import.meta.dirname, '../src');

/** The folders below src/ of an absolute path, or undefined outside src/. */
function placeOf(file) {
  const relative = path.relative(sourceRoot, file);
  return relative.startsWith('..') ? undefined : relative.split(path.sep);
}

function target(specifier, importer) {
  if (specifier.startsWith('#')) return [...specifier.slice(1).split('/')];
  if (specifier.startsWith('.')) return placeOf(path.resolve(path.dirname(importer), specifier));
  return undefined;
}

function packageAllowed(specifier, packages) {
  return packages.some((entry) =>
    typeof entry === 'string'
      ? specifier === entry || specifier.startsWith(`${entry}/`)
      : entry.test(specifier),
  );
}

function rendererFault(from, to) {
  const [, fromLayer, fromFeature] = from;
  const [, toLayer, toFeature] = to;
  const fromRank = rendererLayers.indexOf(fromLayer);
  const toRank = rendererLayers.indexOf(toLayer);
  if (fromRank < 0 || toRank < 0) return undefined;
  if (toRank > fromRank) return `renderer/${fromLayer} may not import renderer/${toLayer}`;
  if (fromLayer === 'features' && toLayer === 'features' && fromFeature !== toFeature)
    return `feature ${fromFeature} may not import feature ${toFeature}`;
  return undefined;
}

/** The sentence that says what is wrong with an import, or undefined where it is allowed. */
export function importFault(importer, specifier, typeOnly) {
  const from = placeOf(importer);
  if (!from) return undefined;
  const room = from[0];
  const entry = roomTable[room];
  if (!entry) return `src/${room} is not in the room table (lint/room-table.js)`;
  const to = target(specifier, importer);
  if (!to) {
    if (packageAllowed(specifier, entry.packages)) return undefined;
    return `${room} may not import the package ${specifier}`;
  }
  if (entry.rooms.includes(to[0])) return room === 'renderer' ? rendererFault(from, to) : undefined;
  if (typeOnly && entry.typesOf?.includes(to[0])) return undefined;
  return `${room} may not import ${to[0]}${entry.typesOf?.includes(to[0]) ? ' (types only)' : ''}`;
}

export const roomImports = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return;
      const typeOnly = node.importKind === 'type' || node.exportKind === 'type';
      const message = importFault(context.filename, node.source.value, typeOnly);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
