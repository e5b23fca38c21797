export const roomTable: Record<
  string,
  { rooms: string[]; typesOf?: string[]; packages: (string | RegExp)[] }
>;
export const rendererLayers: string[];
