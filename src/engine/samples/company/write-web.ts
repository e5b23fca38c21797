// Web analytics of the company sample: a row a cookie and month, strangers among them.
import { streamKey, uniformAt } from '../counter-hash.ts';
import type { CsvWriter } from '../csv-writer.ts';
import { rowsPerLook, type SamplePace } from '../sample-pace.ts';
import { poissonAt, type CompanyPeople } from './company-people.ts';

export const webHeader = [
  'visitor',
  'month',
  'sessions',
  'views',
  'minutes_per_session',
  'blogs',
  'videos',
  'whitepapers',
] as const;

const months = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'] as const;
/** Strangers for every person. */
const strangerShare = 0.25;

export function writeWeb(
  csv: CsvWriter,
  people: CompanyPeople,
  personCount: number,
  seed: number,
  pace: SamplePace,
): void {
  csv.add(...webHeader);
  const key = (what: string): number => streamKey(seed, `company web ${what}`);
  const keys = {
    sessions: key('sessions'),
    views: key('views'),
    blogs: key('blogs'),
    videos: key('videos'),
    whitepapers: key('whitepapers'),
    stranger: key('stranger'),
  };
  let row = 0;
  for (let index = 0; index < personCount; index++) {
    const { cookies, group, habit } = people.personAt(index);
    const { web } = group;
    const minutes = web.minutes * habit('web minutes');
    for (const cookie of cookies) {
      for (const month of months) {
        row++;
        if (row % rowsPerLook === 0) pace.advance(rowsPerLook);
        const share = 1 / cookies.length;
        const sessions = poissonAt(keys.sessions, row, web.sessions * habit('visits') * share);
        if (sessions === 0) continue;
        const pages = Math.max(1, web.pages * habit('pages'));
        csv.add(
          cookie,
          month,
          sessions,
          sessions + poissonAt(keys.views, row, Math.min(60, sessions * (pages - 1))),
          minutes.toFixed(1),
          poissonAt(keys.blogs, row, web.blogs * habit('blogs') * share),
          poissonAt(keys.videos, row, web.videos * habit('videos') * share),
          poissonAt(keys.whitepapers, row, web.whitepapers * habit('whitepapers') * share),
        );
      }
    }
  }
  const strangers = Math.ceil(strangerShare * personCount);
  for (let index = 0; index < strangers; index++) {
    const month = months[Math.floor(months.length * uniformAt(keys.stranger, index))] ?? months[0];
    const views = 1 + poissonAt(keys.stranger, strangers + index, 1.5);
    csv.add(people.strangerCookie(index), month, 1, views, '1.2', 0, 0, 0);
  }
}
