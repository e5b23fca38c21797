// Compiles every kernel of src/kernels to WebAssembly and embeds the bytes into a module of
// src/kernels/compiled, so that importing a kernel needs no file access anywhere. A kernel's parts lie
// in folders beside it.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const kernelFolder = path.join(import.meta.dirname, '../src/kernels');
const compiledFolder = path.join(kernelFolder, 'compiled');
const compilerManifest = path.join(
  import.meta.dirname,
  '../node_modules/assemblyscript/package.json',
);

/** One memory, shared by all threads and kernels, comes from outside; so no kernel may own data. */
const compilerOptions = [
  ...['--runtime', 'stub', '--use', 'abort='],
  ...['--enable', 'simd,threads', '--importMemory', '--sharedMemory', '--noExportMemory'],
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
  ...['-O3', '--noAssert', '--uncheckedBehavior', 'always'],
];

const dataSectionId = 11;

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

function fingerprintOf(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}\n${part}`);
  return hash.digest('hex');
}

/** Text of every source by its path from src/kernels. */
type Sources = ReadonlyMap<string, string>;

async function readSources(): Promise<Sources> {
  const files = await readdir(kernelFolder, { recursive: true });
  const names = files
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /(?<!\.d)\.ts$/.test(file) && !file.startsWith('compiled/'))
    .sort();
  return new Map(
    await Promise.all(
      names.map(
        async (name) => [name, await readFile(path.join(kernelFolder, name), 'utf8')] as const,
      ),
    ),
  );
}

/** A source with all that it imports, directly or not. */
function withImports(fileName: string, sources: Sources, found = new Set<string>()): Set<string> {
  const source = sources.get(fileName);
  if (source === undefined || found.has(fileName)) return found;
  found.add(fileName);
  for (const [, target = ''] of source.matchAll(/\bfrom '(\.[^']+)'/g)) {
    withImports(`${path.posix.join(path.posix.dirname(fileName), target)}.ts`, sources, found);
  }
  return found;
}

async function compile(name: string, sources: Sources): Promise<Uint8Array> {
  const { default: asc } = await import('assemblyscript/asc');
  const fileName = `${name}.ts`;
  let bytes: Uint8Array | undefined;
  let messages = '';
  const { error } = await asc.main([fileName, '--outFile', `${name}.wasm`, ...compilerOptions], {
    readFile: (file) => sources.get(file) ?? null,
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') bytes = contents;
    },
    listFiles: () => [],
    stderr: { write: (text: string) => void (messages += text) },
  });
  if (error || !bytes)
    throw new Error(`${fileName} does not compile:\n${messages}`, { cause: error });
  return bytes;
}

/** Ids of a WebAssembly binary's sections, in order. */
function sectionIds(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  let at = 8;
  while (at < bytes.length) {
    ids.push(bytes[at++] ?? 0);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    at += size;
  }
  return ids;
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function moduleText(name: string, fingerprint: string, bytes: Uint8Array): string {
  const base64 = Buffer.from(bytes).toString('base64');
  return [
    `// ${fingerprint}`,
    `// Generated from src/kernels/${name}.ts by scripts/build-kernels.ts.`,
    'declare const atob: (base64: string) => string;',
    `export const ${camelCase(name)}Kernel = {`,
    `  name: '${name}',`,
    `  bytes: Uint8Array.from(atob('${base64}'), (letter) => letter.charCodeAt(0)),`,
    '};',
    '',
  ].join('\n');
}

/** Writes beside the target and renames, so that a reader never sees half a file. */
async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, file);
}

async function buildKernel(name: string, sources: Sources, toolchain: string[]): Promise<void> {
  const target = path.join(compiledFolder, `${name}.ts`);
  const parts = [...withImports(`${name}.ts`, sources)].map((file) => sources.get(file) ?? '');
  const fingerprint = fingerprintOf(...parts, ...toolchain);
  if ((await textOf(target)).startsWith(`// ${fingerprint}\n`)) return;
  const bytes = await compile(name, sources);
  if (sectionIds(bytes).includes(dataSectionId)) {
    throw new Error(`${name}.ts holds static data, which would overwrite the shared memory`);
  }
  await replaceFile(target, moduleText(name, fingerprint, bytes));
  console.error(`kernel ${name}: ${bytes.length} bytes`);
}

await mkdir(compiledFolder, { recursive: true });
const toolchain = [await textOf(import.meta.filename), await textOf(compilerManifest)];
const sources = await readSources();
const names = [...sources.keys()]
  .filter((file) => !file.includes('/'))
  .map((file) => path.basename(file, '.ts'));
for (const name of names) await buildKernel(name, sources, toolchain);
for (const file of await readdir(compiledFolder)) {
  const gone = file.endsWith('.ts') && !names.includes(path.basename(file, '.ts'));
  if (gone) await rm(path.join(compiledFolder, file));
}
