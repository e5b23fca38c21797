// From judged candidates to the choice as it is shown: the k, the reasons, the votes, the verdict.
import { chooseK, type KChoice } from '#analysis/choosing-k/choose-k';
import type { Choice, StructureVerdict } from '#shared/results/rfe-result';
import type { JudgedPartitions } from './judge-partitions.ts';

type Chosen = Omit<Choice, 'traces'>;

/** @param wanted the k that the person asked for; null: chosen from the data */
export function chooseAmong(judged: JudgedPartitions, wanted: number | null): Chosen {
  const found = chooseK(judged.evidence);
  const chosenK = wanted ?? found.k;
  return {
    candidates: judged.candidates.map((candidate) => ({
      ...candidate,
      rejectedBecause: found.rejected
        .filter(({ k }) => k === candidate.k)
        .map(({ explanation }) => explanation),
    })),
    chosenK,
    chosenBy: wanted === null ? 'data' : 'person',
    reasons: wanted === null ? reasonsOf(found) : askedFor(wanted, found),
    votes: found.votes.map(({ criterion, k }) => ({ criterion, k })),
    verdict: verdictOf(found, judged),
  };
}

function reasonsOf({ reasons, atUpperEdge }: KChoice): string[] {
  const edge = 'This is the largest number that was tried: a wider range might hold a better one.';
  return atUpperEdge ? [...reasons, edge] : [...reasons];
}

function askedFor(wanted: number, { k, reasons }: KChoice): string[] {
  if (k === wanted)
    return [`${wanted} segments were asked for; the data choose the same.`, ...reasons];
  return [`${wanted} segments were asked for; the data would choose ${k}.`];
}

const verdictKinds: Record<KChoice['verdict'], StructureVerdict['kind']> = {
  structure: 'structure',
  weak: 'weak',
  'no structure': 'none',
  'not tested': 'not-asked',
};

function verdictOf(
  { verdict, sentence }: KChoice,
  { evidence: { structure } }: JudgedPartitions,
): StructureVerdict {
  const control = (wanted: 'shuffled-columns' | 'correlated-cloud') =>
    structure?.controls.find(({ kind }) => kind === wanted);
  const shuffled = control('shuffled-columns');
  const cloud = control('correlated-cloud');
  return {
    kind: verdictKinds[verdict],
    sentence,
    silhouette: structure?.observed.silhouette ?? null,
    shuffledMean: shuffled?.interval.mean ?? null,
    shuffledHighest: shuffled?.largest ?? null,
    cloudMean: cloud?.interval.mean ?? null,
    cloudHighest: cloud?.largest ?? null,
  };
}
