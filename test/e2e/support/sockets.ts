// Looks at a program's processes and their sockets from outside, as the kernel tells them (Linux).
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface InternetSocket {
  readonly protocol: string;
  /** As the kernel writes it: address and port in hexadecimal. */
  readonly local: string;
  readonly remote: string;
}

const protocols = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'];

/** A process and everything it started. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = parentOf(entry);
    if (parent !== undefined)
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const tree: number[] = [];
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    tree.push(pid);
    waiting.push(...(children.get(pid) ?? []));
  }
  return tree;
}

/** How a process was started; nothing where it has ended. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Ends a process and everything it started, at once; some end by themselves meanwhile. */
export function killTree(root: number): void {
  for (const pid of processTree(root)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown;
    }
  }
}

/** The internet sockets that these processes hold now. */
export function internetSockets(pids: readonly number[]): InternetSocket[] {
  const inodes = new Set(pids.flatMap(socketInodes));
  return protocols.flatMap((protocol) =>
    socketTable(protocol).filter(({ inode }) => inodes.has(inode)),
  );
}

function parentOf(pid: string): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** A process may end while it is looked at; then it holds nothing. */
function socketInodes(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((descriptor) => {
      const target = linkOf(`/proc/${pid}/fd/${descriptor}`);
      return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [];
    });
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function socketTable(protocol: string): (InternetSocket & { inode: string })[] {
  const lines = readFileSync(`/proc/net/${protocol}`, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const fields = line.trim().split(/\s+/);
    return {
      protocol,
      local: fields[1] ?? '',
      remote: fields[2] ?? '',
      inode: fields[9] ?? '',
    };
  });
}

/** Whether both ends are this machine: the test driver's own connection to the window. */
export function isLoopback({ local, remote }: InternetSocket): boolean {
  const loopback = /^(0100007F|00000000000000000000000001000000|0000000000000000FFFF00000100007F):/;
  const open = /^0+:0000$/;
  return loopback.test(local) && (loopback.test(remote) || open.test(remote));
}
