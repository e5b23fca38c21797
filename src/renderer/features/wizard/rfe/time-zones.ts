// Time zones to pick from: UTC and that of this computer first.

export function timeZones(chosen: string): { value: string; label: string }[] {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = Intl.supportedValuesOf('timeZone');
  const names = [...new Set(['UTC', own, chosen, ...all])];
  const label = (name: string) =>
    name === own && name !== 'UTC' ? `${name} (this computer)` : name;
  return names.map((name) => ({ value: name, label: label(name).replaceAll('_', ' ') }));
}
