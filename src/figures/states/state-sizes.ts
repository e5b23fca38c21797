// How large the states are: of all rows, of the people as they are now, and of whom they are typical.
import type { StatesResult } from '#shared/results/states-result';
import { percentAxis } from '../axis.ts';
import type { Figure, Layout, Theme, Trace } from '../figure.ts';
import { numberColumn, rowAxis, textColumn } from '../figure-parts.ts';
import { escapeText, labelText } from '../label-text.ts';
import { shareText } from '../number-text.ts';
import { inkOf } from '../palette.ts';
import { axisNumber, panelGrid, panelHeading } from '../panels.ts';
import { template } from '../template.ts';
import { allPersons, type StateLook } from './states-looks.ts';

interface SizePanel {
  heading: string;
  share: (look: StateLook) => number;
}

function panelsOf({ panel }: StatesResult): SizePanel[] {
  const people = panel.personCount || 1;
  return [
    { heading: 'People there now', share: ({ segment }) => segment.nowCount / people },
    {
      heading: `Share of all ${panel.periodUnit.many}`,
      share: ({ segment }) => segment.rowShare,
    },
    {
      heading: 'People mostly there',
      share: ({ segment }) => segment.dominantPersonCount / people,
    },
  ];
}

function barsOf(
  looks: readonly StateLook[],
  shares: readonly SizePanel[],
  panel: number,
  theme: Theme,
): Trace {
  const ink = inkOf(theme);
  const own = looks.map((look) => shares[panel]?.share(look) ?? 0);
  return {
    type: 'bar',
    orientation: 'h',
    x: own.map((share) => share * 100),
    y: looks.map((_, row) => row),
    width: 0.62,
    xaxis: `x${axisNumber(panel)}`,
    marker: { color: looks.map(({ colour }) => colour), line: { color: ink.outline, width: 1 } },
    text: own.map(shareText),
    textposition: 'outside',
    textfont: { size: 12, color: ink.text },
    cliponaxis: false,
    hovertext: looks.map((look) =>
      [
        `<b>${look.label}</b>`,
        ...shares.map(({ heading, share }) =>
          escapeText(`${heading.toLowerCase()}: ${shareText(share(look))}`),
        ),
      ].join('<br>'),
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

export function stateSizes(
  result: StatesResult,
  looks: readonly StateLook[],
  theme: Theme,
): Figure {
  const shares = panelsOf(result);
  const panels = panelGrid(shares.length, shares.length, 0.06, 0);
  const most = Math.max(0.05, ...shares.flatMap(({ share }) => looks.map(share)));
  const axes = panels.map(({ x }, i): [string, Layout] => [
    `xaxis${axisNumber(i)}`,
    // Room at the end of the longest bar for its number.
    percentAxis('', {
      domain: x,
      range: [0, most * 130],
      nticks: 4,
      showline: false,
      ticks: '',
      fixedrange: true,
    }),
  ]);
  return {
    data: shares.map((_, i) => barsOf(looks, shares, i, theme)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 36, b: 16 },
      ...Object.fromEntries(axes),
      yaxis: rowAxis(
        looks.map(({ name }) => labelText(name)),
        theme,
      ),
      annotations: panels.map((panel, i) =>
        panelHeading(panel, `<b>${escapeText(shares[i]?.heading ?? '')}</b>`, inkOf(theme).text),
      ),
    },
    description: `${looks.length} states. ${looks
      .map(
        (look) =>
          `${look.name}: ${shares.map((each) => `${each.heading.toLowerCase()} ${shareText(each.share(look))}`).join(', ')}`,
      )
      .join('; ')}.`,
    method: {
      text: `People there now: by the state of everybody's last ${result.panel.periodUnit.one}. Share of all ${result.panel.periodUnit.many}: of the rows of the panel, on every person's most probable path. Mostly there: the state that most of a person's ${result.panel.periodUnit.many} are in.`,
      ...allPersons(result),
    },
    table: {
      columns: [
        textColumn('State'),
        numberColumn('People now'),
        numberColumn('Rows'),
        numberColumn('People mostly there'),
        ...shares.map(({ heading }) => numberColumn(`${heading}, share`)),
      ],
      rows: looks.map((look) => [
        look.name,
        look.segment.nowCount,
        look.segment.rowCount,
        look.segment.dominantPersonCount,
        ...shares.map(({ share }) => share(look)),
      ]),
    },
    size: { width: 720, height: Math.max(200, 80 + looks.length * 38) },
  };
}
