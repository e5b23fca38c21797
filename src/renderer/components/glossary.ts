// Every technical word that the window uses, explained once, for someone who knows their business
// and not our mathematics.

export const glossary = {
  'as-of date':
    'The day from which "days since" are counted. By default the day after the last event in the data, so that old data is not taken for absent people.',
  bic: 'Bayesian information criterion: how well a model fits, less a price for every number it had to estimate. Lower is better; only differences count.',
  'adjusted rand':
    'How alike two divisions of the same people are, corrected for chance: 1 is the same division, 0 is what chance gives.',
  'bootstrap jaccard':
    'The data is drawn again many times and segmented anew. The number says how much of a segment comes back on average: 1 is all of it, below 0.75 it is not to be relied on.',
  'calinski-harabasz':
    'How far apart the segments lie, measured against how wide they are. Higher is better; only the comparison between numbers of segments counts.',
  centroid: 'The middle of a segment: the average of its members in every measure.',
  'davies-bouldin':
    'How much each segment overlaps with the one most like it. Lower is better; 0 would be no overlap at all.',
  drift:
    'How much new data differs from the data that the model was fitted on. Where it is large, the segments may no longer mean the same.',
  elbow:
    'More segments always fit more closely. The elbow is the number after which the gain becomes small.',
  engagement:
    'How much a person does: sessions, searches, pages or, in a shop, money spent. Which of them is a setting.',
  fingerprint:
    'A short code made from the data. The same code means the same data, to the last cell.',
  frequency:
    'How often a person did what counts: clicks, orders, events or active days. Which of them is a setting.',
  'gap statistic':
    'How much tighter the segments are than those found in random data of the same extent. Where the gap is small, there may be no segments.',
  'gaussian mixture':
    'A way of segmenting that lets segments be long, narrow or overlapping, and gives every person a probability for each of them.',
  inertia:
    'The sum of squared distances of all people to the middle of their segment. It always falls with more segments; what counts is how fast.',
  'k-means':
    'A way of segmenting: it looks for a given number of middles so that every person is as near as possible to one of them.',
  margin:
    'How much nearer a person is to their own segment than to the next one. Near 0 the person lies on the border, near 1 right inside.',
  migration: 'Who moved from which segment to which between two as-of dates.',
  outlier: 'A value far outside of what the others have. It may be an error, or a robot.',
  'quintile score':
    'People are ranked and cut into five groups of equal size; the best fifth scores 5. Equal values always get the same score.',
  recency: 'How many days have passed, on the as-of date, since a person last did something.',
  recipe:
    'All settings together, from the file to the number of segments. The same recipe on the same data gives the same result.',
  restart:
    'The search for segments begins anew from another starting point. The best of all restarts is kept, so that luck decides less.',
  robot:
    'A person with so many events that a program is likely behind it. By default those above the 99.9th percentile.',
  seed: 'The number from which all random choices are derived. The same seed gives the same result.',
  session:
    'Events of a person without a long pause between them. A pause of 30 minutes ends it, unless set otherwise.',
  silhouette:
    'For each person: how much closer they are to their own segment than to the nearest other one. The mean goes from -1 to 1; above 0.5 is clear, below 0.25 there is hardly any structure.',
  skew: 'How lopsided values are: a few very large ones and many small ones give a large skew.',
  standardised:
    'Brought to a common scale: 0 is the average, 1 is one standard deviation above it. So days and clicks weigh the same.',
  winsorise:
    'Values above a limit are set to that limit, so that a few extreme people do not pull the segments towards them. Nobody is left out.',
} as const;

export type GlossaryWord = keyof typeof glossary;
