// What is not in sight, nor near it, need not be drawn yet.
import type { Attachment } from 'svelte/attachments';

/** Pixels below and above the view that count as near. */
const margin = 200;

/** Calls back once: when the element comes near the view. */
export function whenNear(callback: () => void): Attachment {
  return (element) => {
    if (typeof IntersectionObserver === 'undefined') {
      callback();
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        callback();
      },
      // The page scrolls inside the window: a margin of the root alone would not reach beyond it.
      { rootMargin: `${margin}px`, scrollMargin: `${margin}px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  };
}
