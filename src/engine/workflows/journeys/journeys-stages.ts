// The stages of the analysis as they are declared and shown.
export const journeyStages = {
  encode: { name: 'Training the encoder', weight: 30 },
  compare: { name: 'Comparing with counting', weight: 6 },
  cluster: { name: 'Finding shared experiences', weight: 10 },
  stability: { name: 'Trying other seeds', weight: 40 },
  map: { name: 'Drawing maps', weight: 10 },
  describe: { name: 'Describing the segments', weight: 4 },
} as const;
