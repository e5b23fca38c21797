// Which column plays which role, judged by name and contents, with the reason in plain words.
import type { ColumnDescription, MappingSuggestion } from '#shared/data/description';
import type { MappingRole } from '#shared/recipe/mapping';
import { roleNames, wordsOf } from './role-names.ts';

type Part = 'event' | 'detail';
type NamedRole = keyof typeof roleNames;

export interface Candidate {
  readonly column: ColumnDescription;
  readonly from: Part;
  /** Rows in the sample that the column was described from. */
  readonly sampledRowCount: number;
}

interface Choice {
  readonly candidate: Candidate;
  readonly score: number;
  readonly reason: string;
}

const identifierWord =
  /(?:^| )(?:id|ids|no|nr|num|number|key|code|nummer|numero|número|номер)(?= |$)/u;

function presentCount({ column, sampledRowCount }: Candidate): number {
  return Math.round((1 - column.missingShare) * sampledRowCount);
}

/** True where most values come again in other rows. */
function repeats(candidate: Candidate): boolean {
  return candidate.column.distinctInSample <= 0.9 * presentCount(candidate);
}

function isZeroOrOne({ column }: Candidate): boolean {
  if (column.type === 'boolean') return true;
  return column.type === 'integer' && column.examples.every((example) => /^[01]$/.test(example));
}

/** Whether the contents allow the role at all. */
const contents: Readonly<Record<NamedRole, (candidate: Candidate) => boolean>> = {
  person: ({ column }) =>
    (column.type === 'text' || column.type === 'integer') && column.distinctInSample > 1,
  click: isZeroOrOne,
  session: ({ column }) => column.type === 'text' || column.type === 'integer',
  order: ({ column }) => column.type === 'text' || column.type === 'integer',
  amount: ({ column }) => column.type === 'number' || column.type === 'integer',
  kind: (candidate) =>
    candidate.column.type === 'text' &&
    candidate.column.distinctInSample > 1 &&
    candidate.column.distinctInSample <= 200 &&
    repeats(candidate),
};

const meanings: Readonly<Record<NamedRole, string>> = {
  person: 'a person',
  click: 'a click, and it holds only yes and no',
  session: 'a session',
  order: 'an order',
  amount: 'an amount, and it holds numbers',
  kind: 'a kind of event, and it holds few different words',
};

function nameScore(role: NamedRole, words: string): number {
  const { words: wanted, not } = roleNames[role];
  const match = wanted.exec(words);
  if (match === null || not.test(words)) return 0;
  // The more of the name the word is, the surer; the sooner it comes, the better.
  const share = match[0].trim().length / Math.max(1, words.length);
  const isIdentifier = identifierWord.test(words);
  const wantsIdentifier = role === 'person' || role === 'order' || role === 'session';
  return 1 + share + (isIdentifier && wantsIdentifier ? 1 : 0);
}

function byName(role: NamedRole, candidate: Candidate): Choice | null {
  const words = wordsOf(candidate.column.name);
  const score = nameScore(role, words);
  if (score === 0 || !contents[role](candidate)) return null;
  const again =
    role === 'person' && repeats(candidate) ? '; its values come again in other rows' : '';
  return {
    candidate,
    score: score + (again === '' ? 0 : 0.5),
    reason: `${candidate.column.name}: its name says ${meanings[role]}${again}.`,
  };
}

function isUnnamed({ column }: Candidate): boolean {
  return /^column_\d+$/.test(column.name);
}

/** Without names the contents have to do: the first column of repeated keys, the last of decimals. */
function byContents(role: NamedRole, candidates: readonly Candidate[]): Choice | null {
  const unnamed = candidates.filter(isUnnamed);
  if (role === 'person') {
    const candidate = unnamed.find((each) => contents.person(each) && repeats(each));
    return candidate === undefined
      ? null
      : {
          candidate,
          score: 0.5,
          reason: `${candidate.column.name}: the first column whose values come again in other rows.`,
        };
  }
  if (role !== 'amount') return null;
  const candidate = unnamed.findLast(({ column }) => column.type === 'number');
  return candidate === undefined
    ? null
    : { candidate, score: 0.5, reason: `${candidate.column.name}: numbers with decimals.` };
}

function best(choices: readonly (Choice | null)[]): Choice | null {
  return choices.reduce(
    (first, next) => (next !== null && next.score > (first?.score ?? 0) ? next : first),
    null,
  );
}

const otherMoment =
  /birth|dob|geburt|naissance|nacimiento|expir|valid|until|last|signup|joined|end/u;
const ownMoment =
  /(?:^| )at$|timestamp|event|time|date|moment|zeit|datum|fecha|heure|jour|дата|время/u;

function chooseTime(candidates: readonly Candidate[]): Choice | null {
  const moments = candidates.filter(
    ({ column, from }) => column.type === 'time' && from === 'event',
  );
  return best(
    moments.map((candidate) => {
      const words = wordsOf(candidate.column.name);
      const score =
        1 +
        (ownMoment.test(words) ? 1 : 0) -
        (otherMoment.test(words) ? 1.5 : 0) -
        candidate.column.missingShare;
      const many =
        moments.length > 1
          ? 'the likeliest of the columns with moments'
          : 'its values are dates or times';
      return { candidate, score, reason: `${candidate.column.name}: ${many}.` };
    }),
  );
}

const roleOrder: readonly NamedRole[] = ['click', 'person', 'session', 'order', 'amount', 'kind'];

function chooseRoles(candidates: readonly Candidate[]): Map<MappingRole, Choice> {
  const chosen = new Map<MappingRole, Choice>();
  const taken = new Set<Candidate>();
  const take = (role: MappingRole, choice: Choice | null): void => {
    if (choice === null) return;
    chosen.set(role, choice);
    taken.add(choice.candidate);
  };
  take('time', chooseTime(candidates));
  for (const role of roleOrder) {
    const free = candidates.filter(
      (candidate) => !taken.has(candidate) && (role !== 'person' || candidate.from === 'event'),
    );
    take(role, best(free.map((candidate) => byName(role, candidate))) ?? byContents(role, free));
  }
  return chosen;
}

/** Suggestions for the roles that a column was found for; the others are left open. */
export function suggestRoles(candidates: readonly Candidate[]): MappingSuggestion {
  const chosen = chooseRoles(candidates);
  const mapping: MappingSuggestion['mapping'] = { types: {} };
  const reasons: Record<string, string> = {};
  for (const [role, { candidate, reason }] of chosen) {
    const { column, from } = candidate;
    reasons[role] = reason;
    if (role === 'time') {
      mapping.time = { column: column.name, format: column.timeFormat ?? 'iso' };
    } else if (role === 'kind') {
      mapping.kind = { column: column.name, from, qualifying: [] };
    } else {
      mapping[role] = { column: column.name, from };
    }
  }
  return { mapping, reasons };
}
