// The boxes of SVG elements, worked out from their attributes: jsdom has no layout, and plotly asks.
import type { DomElement } from 'jsdom';
import { textWidth } from './text-width.ts';

export interface ElementBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Place = [number, number];

const textNode = 3;

const empty: ElementBox = { x: 0, y: 0, width: 0, height: 0 };

/** The smallest box that holds all places. */
function around(places: readonly Place[]): ElementBox {
  const first = places[0];
  if (!first) return empty;
  let [left, top, right, bottom] = [...first, ...first];
  for (const [x, y] of places) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

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
  const numbers = [...(element.getAttribute('d') ?? '').matchAll(/-?\d*\.?\d+(?:e-?\d+)?/gi)].map(
    ([number]) => Number(number),
  );
  const places = numbers.flatMap((x, i): Place[] =>
    i % 2 === 0 && i + 1 < numbers.length ? [[x, numbers[i + 1] ?? 0]] : [],
  );
  return around(places);
}

function union(boxes: readonly ElementBox[]): ElementBox {
  return around(
    boxes
      .filter(({ width, height }) => width > 0 || height > 0)
      .flatMap(({ x, y, width, height }): Place[] => [
        [x, y],
        [x + width, y + height],
      ]),
  );
}

/** One step of a transform list: plotly writes translate, rotate about a place, and scale. */
function transformPlace(step: string, numbers: readonly number[], [x, y]: Place): Place {
  const [first = 0, second, third = 0] = numbers;
  if (step === 'translate') return [x + first, y + (second ?? 0)];
  if (step === 'scale') return [x * first, y * (second ?? first)];
  const [centreX, centreY] = [second ?? 0, third];
  const turn = (first * Math.PI) / 180;
  const [fromX, fromY] = [x - centreX, y - centreY];
  return [
    centreX + fromX * Math.cos(turn) - fromY * Math.sin(turn),
    centreY + fromX * Math.sin(turn) + fromY * Math.cos(turn),
  ];
}

/** The upright box around a box that was moved or turned. */
function transformed(element: DomElement, box: ElementBox): ElementBox {
  const steps = [
    ...(element.getAttribute('transform') ?? '').matchAll(/(translate|rotate|scale)\(([^)]*)\)/g),
  ].reverse();
  if (steps.length === 0) return box;
  const corners = [box.x, box.x + box.width].flatMap((x) =>
    [box.y, box.y + box.height].map((y) =>
      steps.reduce<Place>(
        (place, [, step = '', list = '']) =>
          transformPlace(step, list.split(/[\s,]+/).map(Number), place),
        [x, y],
      ),
    ),
  );
  return around(corners);
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
      return union([...element.children].map((child) => transformed(child, elementBox(child))));
    default:
      return empty;
  }
}
