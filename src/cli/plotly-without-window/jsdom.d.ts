// The little of jsdom that is used here. Its own types would bring the whole DOM into Node code.

declare module 'jsdom' {
  export interface DomElement {
    readonly nodeType: number;
    readonly textContent: string | null;
    readonly tagName: string;
    readonly parentElement: DomElement | null;
    readonly children: Iterable<DomElement>;
    readonly childNodes: Iterable<DomElement>;
    readonly classList: { contains(name: string): boolean };
    getAttribute(name: string): string | null;
    append(child: DomElement): void;
    remove(): void;
  }

  export interface DomWindow {
    readonly document: { readonly body: DomElement; createElement(name: string): DomElement };
    readonly Math: { random: () => number };
    readonly Element: { readonly prototype: object };
    readonly SVGElement: { readonly prototype: object };
    readonly HTMLCanvasElement: { readonly prototype: object };
    readonly URL: { createObjectURL?: (blob: unknown) => string };
    eval(script: string): unknown;
    close(): void;
  }

  export class VirtualConsole {}

  export class JSDOM {
    constructor(
      html: string,
      options: { runScripts: 'outside-only'; virtualConsole?: VirtualConsole },
    );
    readonly window: DomWindow;
  }
}
