// How alike two divisions of the same people are, in words. The borders are a convention, as with
// any such index; the number stands beside them.
export function agreementInWords(adjustedRand: number): string {
  if (adjustedRand >= 0.9) return 'Both runs divide people in nearly the same way.';
  if (adjustedRand >= 0.65) return 'Both runs divide people in a similar way.';
  if (adjustedRand >= 0.2) return 'The runs agree about some people and part ways about others.';
  return 'The runs divide people in different ways.';
}
