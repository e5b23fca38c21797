// What a field puts on its control, so that label, reason and error belong to it.

export interface ControlAttributes {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}
