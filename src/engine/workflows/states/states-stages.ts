// Stages of the analysis as they are declared and shown.
export const statesStages = {
  fit: { name: 'Fitting', weight: 60 },
  describe: { name: 'Describing the states', weight: 6 },
} as const;
