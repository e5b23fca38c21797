// Version 1: files, the draft, runs with their columns, names.
export const first = `
CREATE TABLE file (
  handle TEXT PRIMARY KEY,
  path TEXT NOT NULL,
  -- As seen from the project's folder, so that both can move together.
  relative_path TEXT NOT NULL,
  file_name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  json TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE run (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  workflow TEXT NOT NULL,
  recipe_json TEXT NOT NULL,
  result_json TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  duration_ms INTEGER NOT NULL,
  -- Set when the person removed the run; the row goes when the project is next opened.
  removed_at TEXT
) STRICT;

CREATE TABLE run_column (
  run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (run_id, name)
) STRICT;

CREATE TABLE segment_name (
  run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  segment_id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (run_id, segment_id)
) STRICT;
`;
