// A bounded arena over one shared WebAssembly memory: first fit, neighbours merged when freed.
import { TeamError } from '#analysis/team';

const pageBytes = 65_536;
const alignment = 64;
/** The first page stays unused, so that no address is zero. */
const firstAddress = pageBytes;
const addressSpaceBytes = 65_535 * pageBytes;

interface Gap {
  readonly address: number;
  readonly byteCount: number;
}

export class TeamMemory {
  readonly memory: WebAssembly.Memory;
  private readonly limit: number;
  private readonly used = new Map<number, number>();
  /** Free stretches below `top`, by address, never touching each other. */
  private gaps: Gap[] = [];
  private top = firstAddress;

  /** @param maxByteCount the most the arena may grow to; at most 4 GiB less one page is possible */
  constructor(maxByteCount: number) {
    this.limit = Math.min(Math.floor(maxByteCount / pageBytes) * pageBytes, addressSpaceBytes);
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
  }

  /** Bytes in use now. */
  get usedByteCount(): number {
    let sum = 0;
    for (const byteCount of this.used.values()) sum += byteCount;
    return sum;
  }

  allocate(byteCount: number): number {
    const size = Math.max(alignment, Math.ceil(byteCount / alignment) * alignment);
    const index = this.gaps.findIndex((gap) => gap.byteCount >= size);
    const gap = this.gaps[index];
    const address = gap ? gap.address : this.extend(size);
    if (gap) {
      const rest = { address: gap.address + size, byteCount: gap.byteCount - size };
      this.gaps.splice(index, 1, ...(rest.byteCount > 0 ? [rest] : []));
    }
    this.used.set(address, size);
    return address;
  }

  free(address: number): void {
    const byteCount = this.used.get(address);
    if (byteCount === undefined) throw new Error(`nothing is allocated at ${address}`);
    this.used.delete(address);
    const gaps = [...this.gaps, { address, byteCount }].sort((a, b) => a.address - b.address);
    this.gaps = [];
    for (const gap of gaps) {
      const last = this.gaps.at(-1);
      if (last && last.address + last.byteCount === gap.address) {
        this.gaps.pop();
        this.gaps.push({ address: last.address, byteCount: last.byteCount + gap.byteCount });
      } else this.gaps.push(gap);
    }
    const last = this.gaps.at(-1);
    if (last && last.address + last.byteCount === this.top) {
      this.top = last.address;
      this.gaps.pop();
    }
  }

  private extend(byteCount: number): number {
    const address = this.top;
    const end = address + byteCount;
    if (end - firstAddress > this.limit || end > addressSpaceBytes) throw this.full(byteCount);
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / pageBytes));
      } catch (error) {
        throw this.full(byteCount, error);
      }
    }
    this.top = end;
    return address;
  }

  private full(byteCount: number, cause?: unknown): TeamError {
    const megabytes = (bytes: number) => Math.round(bytes / 1e6);
    return new TeamError(
      'memory-full',
      `The calculation needs ${megabytes(byteCount)} MB more than the ` +
        `${megabytes(this.usedByteCount)} MB it uses; ${megabytes(this.limit)} MB are allowed.`,
      cause,
    );
  }
}
