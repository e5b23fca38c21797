// HDBSCAN's condensed tree: from sparse (above) to dense (below), as wide as there are people; what was
// chosen as a segment has its colour.
import type { JourneysResult } from '#shared/results/journeys-result';
import { linearAxis } from '../axis.ts';
import { withOpacity } from '../colour.ts';
import type { Figure, Layout, NumbersTable, Theme, Trace } from '../figure.ts';
import { numberColumn, textColumn } from '../figure-parts.ts';
import { labelText } from '../label-text.ts';
import { numberText, peopleText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { template } from '../template.ts';
import { allJourneys, bareAxis, type JourneyLook } from './journeys-looks.ts';

type Tree = NonNullable<JourneysResult['clustering']['condensedTree']>;

/** Branches with a lesser share of the people are named on hovering only: names would overlap. */
const leastNamed = 0.08;

interface Placed {
  branch: Tree[number];
  place: number;
  /** The middle, in people from the left. */
  middle: number;
  look: JourneyLook | undefined;
}

/** Children lie side by side below the middle of their parent, the first on the left. */
function placeBranches(tree: Tree, looks: readonly JourneyLook[]): Placed[] {
  const middles = tree.map(() => 0);
  const childrenOf = (parent: number): number[] =>
    tree.flatMap((branch, place) => (branch.parent === parent && place !== parent ? [place] : []));
  middles[0] = (tree[0]?.size ?? 0) / 2;
  // Parents come before their children.
  tree.forEach((_, parent) => {
    const children = childrenOf(parent);
    const width = children.reduce((sum, child) => sum + (tree[child]?.size ?? 0), 0);
    let left = (middles[parent] ?? 0) - width / 2;
    for (const child of children) {
      const size = tree[child]?.size ?? 0;
      middles[child] = left + size / 2;
      left += size;
    }
  });
  return tree.map((branch, place) => ({
    branch,
    place,
    middle: middles[place] ?? 0,
    look:
      branch.segment === null
        ? undefined
        : looks.find(({ segment }) => segment.index === branch.segment),
  }));
}

/** A person that is at the very top of the tree has no density: the root begins at that of its first loss. */
function birthOf({ branch }: Placed): number {
  return branch.parent < 0 ? (branch.densities[0] ?? branch.birth) : branch.birth;
}

function outline(placed: Placed): { x: number[]; y: number[] } {
  const { branch, middle } = placed;
  let before = birthOf(placed);
  const half: [number, number][] = branch.densities.flatMap((density, i) => {
    const width = (branch.widths[i] ?? 0) / 2;
    const corners: [number, number][] = [
      [width, Math.min(before, density)],
      [width, density],
    ];
    before = density;
    return corners;
  });
  const right = half.map(([width, density]) => ({ x: middle + width, y: density }));
  const left = half.toReversed().map(([width, density]) => ({ x: middle - width, y: density }));
  const around = [...right, ...left, ...right.slice(0, 1)];
  return { x: around.map(({ x }) => x), y: around.map(({ y }) => y) };
}

function branchTrace(placed: Placed, theme: Theme): Trace {
  const ink = inkOf(theme);
  const { branch, look } = placed;
  return {
    type: 'scatter',
    mode: 'lines',
    ...outline(placed),
    fill: 'toself',
    fillcolor: look ? look.colour : withOpacity(ink.context, 0.45),
    line: { color: look ? ink.outline : ink.context, width: look ? 1.25 : 0.5 },
    hoveron: 'fills',
    text: `${look ? `${look.label}: ` : ''}${peopleText(branch.size)}, density ${numberText(birthOf(placed))} to ${numberText(branch.death)}`,
    hoverinfo: 'text',
  };
}

function nameOf({ look, middle, branch }: Placed, personCount: number, theme: Theme): Layout[] {
  if (!look || branch.size < leastNamed * personCount) return [];
  return [
    {
      x: middle,
      y: branch.death,
      yanchor: 'top',
      yshift: -2,
      text: labelText(look.name, 20, 2),
      font: { size: 11, color: inkOf(theme).text },
      bgcolor: withOpacity(inkOf(theme).surface, 0.8),
    },
  ];
}

function tableOf(branches: readonly Placed[]): NumbersTable {
  return {
    columns: [
      numberColumn('Branch'),
      numberColumn('Splits from'),
      numberColumn('People'),
      numberColumn('Density from'),
      numberColumn('Density to'),
      textColumn('Segment'),
    ],
    rows: branches.map(({ branch, place, look }) => [
      place + 1,
      branch.parent < 0 ? null : branch.parent + 1,
      branch.size,
      branch.birth,
      branch.death,
      look?.name ?? '',
    ]),
  };
}

export function condensedTree(
  result: JourneysResult,
  tree: Tree,
  looks: readonly JourneyLook[],
  theme: Theme,
): Figure {
  const branches = placeBranches(tree, looks);
  const drawn = branches.filter(({ branch }) => branch.densities.length > 0);
  const chosen = branches.filter(({ look }) => look !== undefined);
  const top = Math.min(...drawn.map(birthOf));
  const bottom = Math.max(top + 1e-9, ...drawn.map(({ branch }) => branch.death));
  const room = (bottom - top) * 0.12;
  return {
    data: drawn.map((placed) => branchTrace(placed, theme)),
    layout: {
      template: template(theme),
      xaxis: {
        ...bareAxis,
        title: { text: 'Width: people in the branch' },
        range: [0, tree[0]?.size ?? 1],
      },
      yaxis: linearAxis('Density (1 / distance), denser below', {
        range: [bottom + room, top - room / 4],
        nticks: 7,
      }),
      annotations: chosen.flatMap((placed) => nameOf(placed, tree[0]?.size ?? 0, theme)),
    },
    description: `${tree.length} branches, ${chosen.length} of them segments. ${chosen
      .map(
        ({ look, branch }) =>
          `${look?.name ?? ''}: ${peopleText(branch.size)} from density ${numberText(branch.birth)} to ${numberText(branch.death)}`,
      )
      .join('; ')}.`,
    method: {
      text: 'Where only ever denser places count, groups fall apart or lose people. A branch is a group for as long as it holds together; its width is the number of people still in it. Branches that keep many people over a long stretch of densities are chosen as segments: they have a colour; hovering says their names.',
      formula:
        'stability = Σ over its people of (density at which they leave − density of its birth)',
      ...allJourneys(result),
    },
    table: tableOf(branches),
    size: { width: 720, height: 420 },
  };
}
