// Shared memory of a team that is reserved piece by piece and given back at once.
import type { Team } from './team.ts';

export class TeamScope {
  readonly team: Team;
  private readonly reserved: number[] = [];

  constructor(team: Team) {
    this.team = team;
  }

  /** @throws TeamError `memory-full` */
  reserve(byteCount: number): number {
    const address = this.team.allocate(byteCount);
    this.reserved.push(address);
    return address;
  }

  /** A view of the shared memory; one taken before a `reserve` cannot see what was reserved. */
  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.team.buffer, address, length);
  }

  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.team.buffer, address, length);
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.team.buffer, address, length);
  }

  close(): void {
    for (const address of this.reserved.splice(0)) this.team.free(address);
  }
}

/** A kernel's arguments: 32-bit words by name, in the order in which the kernel has them. */
export class KernelArguments<Name extends string> {
  readonly address: number;
  private readonly scope: TeamScope;
  private readonly names: readonly Name[];

  constructor(scope: TeamScope, names: readonly Name[]) {
    this.scope = scope;
    this.names = names;
    this.address = scope.reserve(4 * names.length);
    scope.words(this.address, names.length).fill(0);
  }

  get(name: Name): number {
    return this.scope.words(this.address, this.names.length)[this.names.indexOf(name)]!;
  }

  set(values: Readonly<Partial<Record<Name, number>>>): void {
    const words = this.scope.words(this.address, this.names.length);
    this.names.forEach((name, index) => {
      const value = values[name];
      if (value !== undefined) words[index] = value;
    });
  }
}
