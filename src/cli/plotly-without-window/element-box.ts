// The boxes of SVG elements, worked out from their attributes: jsdom has no layout, and plotly asks.
import type { DomElement } from 'jsdom';
import { textWidth } from './text-width.ts';

export interface ElementBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

const textNode = 3;

const empty: ElementBox = { x: 0, y: 0, width: 0, height: 0 };

const attribute = (element: DomElement, name: string): number =>
  Number.parseFloat(element.getAttribute(name) ?? '') || 0;

function styled(element: DomElement, property: string): string {
  for (let each: DomElement | null = element; each; each = each.parentElement) {
    const value = new RegExp(`(?:^|[;\\s])${property}:\\s*([^;]+)`).exec(
      each.getAttribute('style') ?? '',
    )?.[1];
    if (value) return value;
  }
  return '';
}

/** One run of text may hold parts in another size or weight. */
function runWidth(element: DomElement): number {
  let width = 0;
  for (const node of element.childNodes) {
    if (node.nodeType === textNode) {
      const weight = styled(element, 'font-weight');
      const bold = weight === 'bold' || Number(weight) >= 600;
      const fontSize = Number.parseFloat(styled(element, 'font-size')) || 12;
      width += textWidth(node.textContent ?? '', fontSize, bold);
    } else {
      width += runWidth(node);
    }
  }
  return width;
}

const lineHeight = 1.3;

function textBox(element: DomElement): ElementBox {
  const fontSize = Number.parseFloat(styled(element, 'font-size')) || 12;
  const lines = [...element.children].filter((child) => child.classList.contains('line'));
  const widths = lines.length > 0 ? lines.map(runWidth) : [runWidth(element)];
  const width = Math.max(...widths);
  const anchor = styled(element, 'text-anchor') || element.getAttribute('text-anchor') || 'start';
  const shift = anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0;
  return {
    x: attribute(element, 'x') - shift,
    y: attribute(element, 'y') - fontSize * 0.93,
    width,
    height: fontSize * (1.17 + (widths.length - 1) * lineHeight),
  };
}

/** The places that a path or the points of its curves touch; absolute commands, as plotly writes them. */
function pathBox(element: DomElement): ElementBox {
  const places = [...(element.getAttribute('d') ?? '').matchAll(/-?\d*\.?\d+(?:e-?\d+)?/gi)].map(
    ([number]) => Number(number),
  );
  const xs = places.filter((_, i) => i % 2 === 0);
  const ys = places.filter((_, i) => i % 2 === 1);
  if (xs.length === 0 || ys.length === 0) return empty;
  const x = xs.reduce((a, b) => Math.min(a, b));
  const y = ys.reduce((a, b) => Math.min(a, b));
  return {
    x,
    y,
    width: xs.reduce((a, b) => Math.max(a, b)) - x,
    height: ys.reduce((a, b) => Math.max(a, b)) - y,
  };
}

function union(boxes: readonly ElementBox[]): ElementBox {
  const seen = boxes.filter(({ width, height }) => width > 0 || height > 0);
  if (seen.length === 0) return empty;
  const x = Math.min(...seen.map((box) => box.x));
  const y = Math.min(...seen.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...seen.map((box) => box.x + box.width)) - x,
    height: Math.max(...seen.map((box) => box.y + box.height)) - y,
  };
}

function moved(element: DomElement, box: ElementBox): ElementBox {
  const [, x = '0', y = '0'] =
    /translate\(\s*(-?[\d.]+)(?:[\s,]+(-?[\d.]+))?/.exec(element.getAttribute('transform') ?? '') ??
    [];
  return { ...box, x: box.x + Number(x), y: box.y + Number(y) };
}

/** In the element's own coordinates. */
export function elementBox(element: DomElement): ElementBox {
  switch (element.tagName.toLowerCase()) {
    case 'text':
    case 'tspan':
      return textBox(element);
    case 'rect':
    case 'image':
    case 'svg':
      return {
        x: attribute(element, 'x'),
        y: attribute(element, 'y'),
        width: attribute(element, 'width'),
        height: attribute(element, 'height'),
      };
    case 'path':
      return pathBox(element);
    case 'g':
    case 'a':
      return union([...element.children].map((child) => moved(child, elementBox(child))));
    default:
      return empty;
  }
}
