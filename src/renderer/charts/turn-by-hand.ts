// Turning a picture with the pointer: across turns it round, up and down tilts it.
import type { View } from '#figures/figure';
import type { Attachment } from 'svelte/attachments';

/** Once across the picture is half a turn, more or less. */
const degreesPerPixel = 0.35;
const lowest = 5;
const highest = 85;

/** An azimuth from 0 up to 360 degrees, an elevation between a side view and one from above. */
export function turned({ azimuth, elevation }: View, across: number, up: number): View {
  const round = (azimuth + across) % 360;
  return {
    azimuth: round < 0 ? round + 360 : round,
    elevation: Math.min(highest, Math.max(lowest, elevation + up)),
  };
}

/** Reads the view when a drag begins, and tells every new one. */
export function turnByHand(read: () => View | undefined, tell: (view: View) => void): Attachment {
  return (element) => {
    if (!(element instanceof HTMLElement)) return;
    const begin = (start: PointerEvent): void => {
      const view = read();
      if (!view || start.button !== 0) return;
      const move = ({ clientX, clientY }: PointerEvent): void => {
        const across = (start.clientX - clientX) * degreesPerPixel;
        tell(turned(view, across, (clientY - start.clientY) * degreesPerPixel));
      };
      const end = (): void => {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', end);
        window.removeEventListener('pointercancel', end);
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', end);
      window.addEventListener('pointercancel', end);
    };
    element.addEventListener('pointerdown', begin);
    return () => element.removeEventListener('pointerdown', begin);
  };
}
