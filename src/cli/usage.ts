// What `personae --help` prints.
export const usage = `personae: finds out what kinds of people are behind behavioural data

  personae run RECIPE.json --out DIR [--threads N] [--store DIR] [--no-pictures]
      Runs a recipe and writes assignments.csv, profile.csv, result.json and the
      pictures as SVG into DIR. Progress goes to standard error.
  personae schema
      Prints the JSON Schema of recipes. docs/recipe.md explains it.
  personae sample avito --rows N --out FILE [--seed S]
  personae sample shop --customers N --out FILE [--seed S]
      Makes data with a planted truth: an Avito-shaped SQLite database, or a shop's
      orders as CSV.

Exit code 0, or 1 with one line that says what is wrong.
`;
