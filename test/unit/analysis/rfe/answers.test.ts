// The four answers: the right segments, numbers that can be checked, and "nobody" when so.
import { describe, expect, it } from 'vitest';
import { answerQuestions } from '#analysis/rfe/answer-questions';
import type { Answer, ChannelTable, Question } from '#analysis/rfe/answer-types';
import { renderSentence, renderValue } from '#analysis/words/sentence';
import { suggestNames } from '#analysis/rfe/suggest-names';
import { fourGroups, plantPeople, type Group } from './planted-people.ts';

function ask(groups: Group[], channels: ChannelTable[] = []) {
  const planted = plantPeople(groups);
  const names = suggestNames(planted.profiles);
  const answers = answerQuestions({ ...planted, names, channels });
  const of = (question: Question) => answers.find((answer) => answer.question === question);
  return { planted, answers, of };
}

const textOf = (answer: Answer | undefined) => answer?.sentences.map(renderSentence) ?? [];

describe('answerQuestions', () => {
  it('puts each planted group where it belongs', () => {
    const { answers } = ask(fourGroups);
    expect(answers.map(({ question, segments }) => [question, segments])).toEqual([
      ['loyal', [0]],
      ['convertible', [1]],
      ['how-to-reach', [1, 2]],
      ['not-worth-the-effort', [3]],
    ]);
  });

  it('ties every sentence to numbers that the data gives', () => {
    const { planted, of } = ask(fourGroups);
    const clicks = planted.value.values;
    const loyalClicks = clicks.slice(0, 100).reduce((sum, value) => sum + value, 0);
    const allClicks = clicks.reduce((sum, value) => sum + value, 0);
    const values = of('loyal')?.sentences[0]?.values;
    expect(values?.people).toEqual({ kind: 'people', value: 100 });
    expect(values?.share).toEqual({ kind: 'share', value: 1 / 7 });
    expect(values?.valueShare).toEqual({ kind: 'share', value: loyalClicks / allClicks });
    const percent = ((100 * loyalClicks) / allClicks).toFixed(1);
    expect(textOf(of('loyal'))[0]).toBe(
      `100 people (14.3 %) are loyal and bring ${percent} % of all clicks.`,
    );
  });

  it('leaves no name in braces behind', () => {
    const channels = [
      { name: 'device', categories: ['web', 'app'], counts: [9, 9, 9, 9, 1, 9, 9, 9] },
    ];
    for (const answer of ask(fourGroups, channels).answers) {
      for (const sentence of textOf(answer)) expect(sentence).not.toMatch(/[{}]/);
    }
  });

  it('says nobody is loyal where nobody is, and who comes nearest', () => {
    const { of } = ask(fourGroups.slice(1));
    expect(of('loyal')?.segments).toEqual([]);
    expect(textOf(of('loyal'))[0]).toMatch(
      /^Nobody is loyal by this rule.* Frequent, cooling off, has a median of 30 clicks and was last seen 1\d\d days ago\.$/,
    );
  });

  it('does not call a single click loyalty, however recent', () => {
    const { of } = ask([
      { size: 50, days: 1, clicks: 1, sessions: 2 },
      { size: 150, days: 90, clicks: 0, sessions: 1 },
    ]);
    expect(of('loyal')?.segments).toEqual([]);
  });

  it('says nobody is to be given up or converted where so', () => {
    const { of } = ask([
      { size: 100, days: 2, clicks: 60, sessions: 90 },
      { size: 100, days: 300, clicks: 50, sessions: 80 },
    ]);
    expect(textOf(of('not-worth-the-effort'))[0]).toMatch(/^Nobody has to be given up/);
    expect(textOf(of('convertible'))[0]).toMatch(/^Nobody stands out as convertible/);
  });

  it('does not give up people who bring their share', () => {
    const { planted, of } = ask([
      { size: 300, days: 3, clicks: 5, sessions: 9 },
      { size: 100, days: 200, clicks: 4, sessions: 8 },
    ]);
    const gone = planted.profiles.segments[1];
    expect(gone?.valueShare).toBeGreaterThan(0.5 * (gone?.personShare ?? NaN));
    expect(of('not-worth-the-effort')?.segments).toEqual([]);
  });

  it('counts who is here and who needs a reminder', () => {
    const { planted, of } = ask(fourGroups);
    const recency = planted.features[0]?.values ?? new Float64Array();
    const cutoff = planted.profiles.segments[1]?.features[0]?.quartiles[1] ?? NaN;
    const here = recency.slice(100, 300).filter((days) => days <= cutoff).length;
    const sentence = of('how-to-reach')?.sentences.find(({ segment }) => segment === 1);
    expect(sentence?.values.active).toEqual({ kind: 'count', value: here });
    expect(textOf(of('how-to-reach'))[0]).toMatch(/they are reached where they are/);
    expect(
      textOf(of('how-to-reach')).some((text) => /need a reminder from outside/.test(text)),
    ).toBe(true);
  });

  it('says nothing of nobody, and speaks of one as of one', () => {
    const reached = (size: number) => {
      const groups = fourGroups.map((group, i) => (i === 1 ? { ...group, size, days: 14 } : group));
      const sentences = ask(groups).of('how-to-reach')?.sentences ?? [];
      return sentences.filter(({ values }) => values.cutoff !== undefined);
    };
    const sentences = [4, 5, 6, 7, 8, 9].flatMap(reached);
    for (const sentence of sentences) {
      const others = /need a reminder from outside/.test(sentence.template) ? 'active' : 'away';
      const rest = sentence.values[others]?.value;
      const text = renderSentence(sentence);
      if (rest === 0) expect(text).toMatch(/(outside|where they are)\.$/);
      else
        expect(text).toMatch(
          rest === 1 ? / The other one (needs|was)/ : / The other \d+ (need|are)/,
        );
    }
    const rests = sentences.map(({ values }) => values.away?.value);
    expect(rests).toContain(1);
    expect(rests).toContain(0);
  });

  it('meets people without clicks where they look', () => {
    const { of } = ask([...fourGroups, { size: 80, days: 3, clicks: 0, sessions: 60 }]);
    expect(textOf(of('how-to-reach'))).toContain(
      'Recent, no clicks, many sessions: 80 people (100 %) have sessions but no clicks at all: ' +
        'their sessions are the place to meet them.',
    );
  });

  it('names a channel only where it is beyond chance', () => {
    const rows = (...counts: number[]) => [
      { name: 'channel', categories: ['mail', 'web'], counts },
    ];
    const clear = ask(fourGroups, rows(20, 80, 120, 80, 30, 120, 50, 200));
    expect(textOf(clear.of('how-to-reach'))).toContain(
      'Recent and occasional, many sessions: 60 % use mail (channel), against 31.4 % of all people.',
    );
    const few = ask(fourGroups, rows(2, 8, 2, 3, 3, 12, 5, 20));
    expect(textOf(few.of('how-to-reach')).join()).not.toMatch(/channel/);
  });

  it('says so where recency or frequency are missing', () => {
    const planted = plantPeople(fourGroups);
    const engagementOnly = {
      ...planted.profiles,
      everybody: {
        ...planted.profiles.everybody,
        features: planted.profiles.everybody.features.slice(2),
      },
    };
    const answers = answerQuestions({
      ...planted,
      profiles: engagementOnly,
      names: ['a', 'b', 'c', 'd'],
      channels: [],
    });
    expect(answers.map(({ answerable }) => answerable)).toEqual([false, false, false, false]);
  });
});

describe('renderValue', () => {
  it.each([
    [{ kind: 'people', value: 1 } as const, '1 person'],
    [{ kind: 'people', value: 1_234_567 } as const, '1,234,567 people'],
    [{ kind: 'share', value: 0.00001 } as const, 'under 0.1 %'],
    [{ kind: 'share', value: 0.99999 } as const, 'over 99.9 %'],
    [{ kind: 'share', value: 1 } as const, '100 %'],
    [{ kind: 'share', value: 0.1234 } as const, '12.3 %'],
    [{ kind: 'measure', value: 1, unit: { one: 'day', many: 'days' } } as const, '1 day'],
    [{ kind: 'measure', value: 1.26, unit: { one: 'day', many: 'days' } } as const, '1.3 days'],
    [{ kind: 'measure', value: 0.0345, unit: { one: '', many: '' } } as const, '0.035'],
    [{ kind: 'measure', value: 12345.6, unit: { one: '', many: '' } } as const, '12,346'],
  ])('%j is %s', (value, expected) => {
    expect(renderValue(value)).toBe(expected);
  });
});
