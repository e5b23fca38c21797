// Names of columns that are all different and none of them empty, whatever stands in the header.

const longestName = 200;

function clean(name: string): string {
  // A name is shown in one line and quoted in SQL.
  return name
    .replaceAll(/[\s\0\ufeff]+/g, ' ')
    .trim()
    .slice(0, longestName);
}

export interface ColumnNames {
  readonly names: readonly string[];
  /** What had to be changed, for the warnings. */
  readonly changes: readonly string[];
}

/** DuckDB and SQLite take `Id` and `id` for the same name, so letters' case makes no difference. */
export function uniqueColumnNames(header: readonly string[]): ColumnNames {
  const taken = new Set<string>();
  const changes: string[] = [];
  const wanted = header.map(clean);
  const reserved = new Set(wanted.map((name) => name.toLowerCase()));
  const names = wanted.map((name, index) => {
    const base = name === '' ? `column_${index + 1}` : name;
    let unique = base;
    for (let number = 2; taken.has(unique.toLowerCase()); number += 1) {
      const next = `${base}_${number}`;
      if (!reserved.has(next.toLowerCase())) unique = next;
    }
    taken.add(unique.toLowerCase());
    if (name === '') changes.push(`Column ${index + 1} has no name and is called ${unique}.`);
    else if (unique !== name) {
      changes.push(`The name ${name} occurs twice; column ${index + 1} is called ${unique}.`);
    }
    return unique;
  });
  return { names, changes };
}
