// Whether the engine is there, and whether it has died since the person was last told.

export class EngineHealth {
  #state = $state<'absent' | 'starting' | 'ready' | 'crashed'>('absent');
  #hasCrashed = $state(false);

  get state() {
    return this.#state;
  }

  /** True from a crash until the person closes the banner. */
  get hasCrashed(): boolean {
    return this.#hasCrashed;
  }

  starting(): void {
    this.#state = 'starting';
  }

  ready(): void {
    this.#state = 'ready';
  }

  crashed(): void {
    this.#state = 'crashed';
    this.#hasCrashed = true;
  }

  dismiss(): void {
    this.#hasCrashed = false;
  }
}
