// The planted segments of the company sample: what people of each do on the web and in the product.

export interface CompanyGroup {
  readonly name: string;
  /** Of all people. */
  readonly share: number;
  /** In a month on the web: visits, pages and minutes of a visit, pieces of each kind. */
  readonly web: {
    readonly sessions: number;
    readonly pages: number;
    readonly minutes: number;
    readonly blogs: number;
    readonly videos: number;
    readonly whitepapers: number;
  };
  /** In a week in the product. */
  readonly product: {
    /** Share of people who have an account at all. */
    readonly hasAccount: number;
    /** Different features of the twelve. */
    readonly features: number;
    readonly sessions: number;
    readonly minutes: number;
  };
  /** Share of people who have bought. */
  readonly converted: number;
  /** Months since they are customers, at the middle. */
  readonly monthsAsCustomer: number;
}

export const companyGroups: readonly CompanyGroup[] = [
  {
    name: 'Researchers',
    share: 0.24,
    web: { sessions: 5, pages: 7, minutes: 9, blogs: 5, videos: 0.8, whitepapers: 2.2 },
    product: { hasAccount: 0.45, features: 2.2, sessions: 0.8, minutes: 8 },
    converted: 0.22,
    monthsAsCustomer: 7,
  },
  {
    name: 'Power users',
    share: 0.2,
    web: { sessions: 3, pages: 3.5, minutes: 4, blogs: 0.7, videos: 0.6, whitepapers: 0.3 },
    product: { hasAccount: 0.98, features: 7, sessions: 8, minutes: 24 },
    converted: 0.88,
    monthsAsCustomer: 26,
  },
  {
    name: 'Newcomers',
    share: 0.26,
    web: { sessions: 4, pages: 4.5, minutes: 6, blogs: 1.2, videos: 3.2, whitepapers: 0.4 },
    product: { hasAccount: 0.85, features: 3.4, sessions: 3, minutes: 12 },
    converted: 0.4,
    monthsAsCustomer: 3,
  },
  {
    name: 'Casual visitors',
    share: 0.3,
    web: { sessions: 1.3, pages: 2.4, minutes: 2.5, blogs: 0.5, videos: 0.4, whitepapers: 0.15 },
    product: { hasAccount: 0.5, features: 1.8, sessions: 0.9, minutes: 6 },
    converted: 0.15,
    monthsAsCustomer: 14,
  },
];

/** Share of people whose segment marketing has written into the CRM; the others wait to be assigned. */
export const labelledShare = 0.6;
/** Share of the labelled whom marketing put elsewhere than they belong. */
export const mislabelledShare = 0.03;
