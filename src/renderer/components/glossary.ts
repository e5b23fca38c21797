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
  'accumulated local effects':
    'How the probability changes when a feature moves a little, for the people who are really there, added up from low to high. Right also where features go together.',
  'balanced accuracy':
    'The share of people told right, first within every segment, then averaged over the segments, so that a large segment does not drown a small one. Guessing gives one divided by the number of segments.',
  calibration:
    'Whether a probability means what it says: of the people given 70 %, about 70 of 100 should belong there.',
  'class weights':
    'People of small segments count more in the fit, so that the model does not ignore them.',
  coverage: 'Of the people of a segment, the share that a rule describes.',
  'decision tree':
    'A model of yes-or-no questions asked one after the other, such as whether there were at least 3 clicks.',
  fold: 'The people are cut into equal parts. Each part is set aside once, and foretold by a model that was fitted on the others.',
  'gradient boosting':
    'A model of many small decision trees, each of which corrects what the ones before it got wrong.',
  'held out':
    'Set aside before the fit. How well these people are foretold says how well new people will be.',
  'identity map':
    'A table that says which identifiers belong to the same person, where departments use different ones.',
  leakage:
    'A column that knows the answer without being a reason for it: an id, a copy of the label, something recorded afterwards. A model that uses it looks good and is useless.',
  lift: 'How many times better than without a model. At a lift of 2, the chosen people are twice as often of the segment.',
  lime: "Explains one person by a simple line fitted to the model's answers for invented people near them. The local R² says how far that line can be believed.",
  'log-loss':
    'How far off the probabilities are; being sure and wrong costs most. Lower is better, 0 would be certainty about everybody.',
  'logistic regression':
    'A model that adds up weighted features and turns the sum into probabilities. Simple, and every weight can be read.',
  'macro-f1':
    'For every segment one number between precision and recall, then the average over the segments. 1 is perfect.',
  'nearest change':
    'The smallest change of values with which the model would put the person into another segment.',
  'partial dependence':
    'The average probability if everybody had the same value of one feature and kept the others.',
  'permutation importance':
    'How much worse the model gets on people set aside when the values of one feature are shuffled among them. What it does not use costs nothing.',
  precision: 'Of the people whom a rule or a model names, the share who really are of the segment.',
  'random forest':
    'A model of many decision trees, each grown on another draw of the people; they vote.',
  recall: 'Of the people of a segment, the share that is found.',
  roc: 'How well people of a segment are ranked above the others. The area under the curve (AUC) is the chance that one of them stands above somebody else: 0.5 is guessing, 1 is perfect.',
  'shap value':
    "What one feature adds to the model's answer for one person, compared with average people. All of them together lead exactly from the average to the person's answer.",
  surrogate:
    'A small tree that imitates the model, so that its main rules can be read. Its fidelity says how often both give the same answer.',
  aic: "Akaike's information criterion: how well a model fits, less a small price for every number it had to estimate. Lower is better; on much data it takes many states.",
  'dominant state': 'The state in which a person has spent more periods than in any other.',
  dormant:
    'A state, or a time, in which hardly anything happens: less than one event in ten periods.',
  'dwell time': 'How many periods in a row people stay in a state before they leave it.',
  emission:
    'What a column looks like while a person is in a state: a mean and a spread for amounts, a probability for yes and no.',
  'fill policy':
    'What stands in a period without events: the last value, one more, zero, or nothing at all.',
  filtered:
    'The probability of a state with what was known at that time, without looking at what came later.',
  'held-out likelihood':
    'How well a model describes people it was not fitted on, in nats a row. Higher is better; it stops growing where more states only learn by heart.',
  'hidden markov model':
    'A model in which everybody is in one of a few states in each period, moves between them with fixed probabilities, and does what is usual in the state. The states are found from what people do.',
  icl: 'BIC with a further price where states cannot be told apart from what people do. Lower is better.',
  'log-likelihood':
    'How probable a model makes the data, as a logarithm. Higher is better; only differences on the same data count.',
  panel: 'A table with one row for every person and period, periods without events included.',
  posterior:
    'The probability of a state given everything that is known of the person, later periods included.',
  runaway:
    'Where a column has only a few values and is treated as a continuous one, a state can narrow onto one value and make the likelihood as high as one likes. It then says nothing of the states.',
  'stationary share':
    'The share of people in a state after very many periods, if everybody went on to move as the model says.',
  'viterbi path':
    'The single most probable sequence of states of a person, from the first period to the last.',
  auc: 'The area under the curve: how often a person with the outcome is ranked before one without. 1 is always, 0.5 is guessing.',
  'condensed tree':
    'How groups fall apart when only ever denser places count. Groups that hold together for long are segments.',
  cutoff:
    'The day that divides what is known from what is to be found out: events before it are the journey, the outcome counts only after it.',
  dbscan:
    'A way of segmenting: where enough people lie within a radius of each other is a segment, of whatever shape. Who has too few neighbours is in none.',
  encoding:
    'A few numbers that stand for a whole journey. Journeys with similar numbers are alike.',
  epoch: 'One pass of the training over all training people.',
  hdbscan:
    'DBSCAN for all radii at once: it keeps the groups that hold together over a long stretch of densities.',
  knee: 'The point where the curve of distances turns from flat to steep: the people after it lie alone.',
  loss: 'How wrong the network is, on average. The validation loss is that of people it is not trained on.',
  noise:
    'People with too few others nearby. They are in no segment, and are shown as "Like no others".',
  radius:
    'How near another person has to be to count as a neighbour (eps). Larger: fewer, larger segments and fewer people in none.',
  tenure: "Days from a person's first event to the cutoff.",
  umap: 'A map that keeps neighbours together. Which people lie in one heap says something; how far heaps are apart, and how large they look, does not.',
} as const;

export type GlossaryWord = keyof typeof glossary;
