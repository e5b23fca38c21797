// Whether Enter is meant for the step: buttons, lists and longer texts have their own use for it.

const ownUse = 'button, a[href], select, textarea, summary, [role="grid"], [role="menu"], dialog';

export function wantsEnter(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat)
    return false;
  return !(event.target instanceof Element && event.target.closest(ownUse));
}
