// Shortcuts: Ctrl (Cmd on a Mac) with a key. How they are matched and how they are written.

export interface KeyCombination {
  /** As KeyboardEvent.key says it, in small letters. */
  readonly key: string;
  readonly shift?: boolean;
  /** Without Ctrl or Cmd: function keys. */
  readonly bare?: boolean;
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const isMac = (platform: string) => platform === 'darwin';

export function matches(event: Pressed, { key, shift, bare }: KeyCombination, platform: string) {
  const modifier = isMac(platform) ? event.metaKey : event.ctrlKey;
  const other = isMac(platform) ? event.ctrlKey : event.metaKey;
  return (
    modifier === !bare &&
    !other &&
    !event.altKey &&
    event.shiftKey === (shift ?? false) &&
    event.key.toLowerCase() === key.toLowerCase()
  );
}

/** "Ctrl+Shift+Z", or "⇧⌘Z" on a Mac. */
export function writeKeys({ key, shift, bare }: KeyCombination, platform: string): string {
  const name = key.length === 1 ? key.toUpperCase() : key;
  if (bare) return name;
  if (isMac(platform)) return `${shift ? '⇧' : ''}⌘${name}`;
  return `Ctrl+${shift ? 'Shift+' : ''}${name}`;
}
