// What Electron needs from a Linux system. As root on Debian and its kin the missing packages are
// installed; anyone else is told the exact command.
import { execFile, execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { lacksDisplay } from './display.ts';
import { runQuietly } from './run-quietly.ts';
import { SetUpError } from './set-up-error.ts';

/** Something the system must have, and the packages that bring it. */
export interface Requirement {
  /** File name of a shared library, or of a program. */
  readonly library?: string;
  readonly program?: string;
  /** Debian's names, newest first: from Debian 13 on some end in t64. */
  readonly apt: readonly string[];
  readonly dnf: string;
  readonly pacman: string;
}

const libraries: readonly Requirement[] = [
  { library: 'libgtk-3.so.0', apt: ['libgtk-3-0t64', 'libgtk-3-0'], dnf: 'gtk3', pacman: 'gtk3' },
  { library: 'libnss3.so', apt: ['libnss3'], dnf: 'nss', pacman: 'nss' },
  {
    library: 'libasound.so.2',
    apt: ['libasound2t64', 'libasound2'],
    dnf: 'alsa-lib',
    pacman: 'alsa-lib',
  },
  { library: 'libgbm.so.1', apt: ['libgbm1'], dnf: 'mesa-libgbm', pacman: 'mesa' },
];

const virtualDisplay: readonly Requirement[] = [
  {
    program: 'Xvfb',
    apt: ['xvfb'],
    dnf: 'xorg-x11-server-Xvfb',
    pacman: 'xorg-server-xvfb',
  },
];

const compilers: readonly Requirement[] = [
  { program: 'g++', apt: ['g++'], dnf: 'gcc-c++', pacman: 'gcc' },
  { program: 'make', apt: ['make'], dnf: 'make', pacman: 'make' },
  { program: 'python3', apt: ['python3'], dnf: 'python3', pacman: 'python' },
];

/** What is missing to run Electron, and with `compile` also to build a native module. */
export function missingRequirements(compile: boolean): Requirement[] {
  if (process.platform !== 'linux') return [];
  const known = knownLibraries();
  return [
    ...libraries,
    ...(lacksDisplay() ? virtualDisplay : []),
    ...(compile ? compilers : []),
  ].filter(({ library, program }) =>
    library === undefined
      ? program !== undefined && !isOnPath(program)
      : known !== null && !known.has(library),
  );
}

/** Installs what is missing where that is possible, else throws a SetUpError with the command. */
export async function provideSystemPackages(compile: boolean): Promise<void> {
  const missing = missingRequirements(compile);
  if (missing.length === 0) return;
  if (!isOnPath('apt-get') || process.getuid?.() !== 0) {
    throw new SetUpError(await installationAdvice(missing));
  }
  console.error('System packages are missing; reading the package lists ...');
  await apt(['update']);
  const names = await aptNames(missing);
  console.error(`Installing ${names.join(' ')} ...`);
  await apt(['install', '-y', '--no-install-recommends', ...names]);
}

/** What to tell somebody whose system lacks something. */
export async function installationAdvice(missing: readonly Requirement[]): Promise<string> {
  const names = missing.map(({ library, program }) => library ?? program).join(', ');
  const command = await installCommand(missing);
  return command === null
    ? `This system lacks ${names}. Install them with its package manager, then run this again.`
    : `This system lacks ${names}. Install them with:\n\n  ${command}\n\nthen run this again.`;
}

async function installCommand(missing: readonly Requirement[]): Promise<string | null> {
  const prefix = process.getuid?.() === 0 ? '' : 'sudo ';
  const release = '/etc/os-release';
  switch (packageManager(existsSync(release) ? readFileSync(release, 'utf8') : '')) {
    case 'apt':
      return `${prefix}apt-get install --no-install-recommends ${(await aptNames(missing)).join(' ')}`;
    case 'dnf':
      return `${prefix}dnf install ${missing.map(({ dnf }) => dnf).join(' ')}`;
    case 'pacman':
      return `${prefix}pacman -S ${missing.map(({ pacman }) => pacman).join(' ')}`;
    case null:
      return null;
  }
}

/** The package manager of a distribution, from the names in its os-release file. */
export function packageManager(osRelease: string): 'apt' | 'dnf' | 'pacman' | null {
  const ids = osRelease.match(/^ID(_LIKE)?=.*$/gm)?.join(' ') ?? '';
  if (/\b(debian|ubuntu)\b/.test(ids)) return 'apt';
  if (/\b(fedora|rhel|centos)\b/.test(ids)) return 'dnf';
  return /\barch\b/.test(ids) ? 'pacman' : null;
}

/** Of each requirement's names the first that this release of the distribution knows. */
async function aptNames(missing: readonly Requirement[]): Promise<string[]> {
  const names: string[] = [];
  for (const { apt: candidates } of missing) {
    let chosen = candidates.at(-1) ?? '';
    for (const candidate of candidates.slice(0, -1)) {
      const known = await promisify(execFile)('apt-cache', ['show', candidate]).then(
        () => true,
        () => false,
      );
      if (known) chosen = candidate;
    }
    names.push(chosen);
  }
  return names;
}

async function apt(args: readonly string[]): Promise<void> {
  const options = ['-q', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=120'];
  await runQuietly(`apt-get ${args.join(' ')} failed:`, 'apt-get', [...options, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** Names of the shared libraries that the loader knows; null where it does not tell. */
function knownLibraries(): Set<string> | null {
  try {
    const listing = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
    return new Set(listing.match(/\S+\.so\S*(?= \()/g));
  } catch {
    return null;
  }
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
