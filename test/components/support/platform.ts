// What jsdom lacks of the platform, as far as the components use it: modal dialogs and popovers.

function toggleEvent(newState: 'open' | 'closed'): Event {
  return Object.assign(new Event('toggle'), { newState });
}

function missing(prototype: object, name: string): boolean {
  return !(name in prototype);
}

/** Puts the missing methods on the elements. Layout, focus traps and Esc stay with Chromium. */
export function providePlatform(): void {
  if (missing(HTMLDialogElement.prototype, 'showModal')) {
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
      this.querySelector<HTMLElement>('[autofocus], input, button')?.focus();
    };
  }
  if (missing(HTMLElement.prototype, 'showPopover')) {
    HTMLElement.prototype.showPopover = function () {
      // A popover that is not shown cannot take the focus.
      this.style.display = 'block';
      this.dispatchEvent(toggleEvent('open'));
    };
    HTMLElement.prototype.hidePopover = function () {
      this.style.display = '';
      this.dispatchEvent(toggleEvent('closed'));
    };
  }
}
