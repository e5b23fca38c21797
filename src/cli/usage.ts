// What `personae --help` prints.
export const usage = `personae: finds out what kinds of people are behind behavioural data

  personae run RECIPE.json --out DIR [--threads N] [--store DIR] [--no-pictures]
      Runs a recipe and writes its tables as CSV, result.json and the pictures as SVG
      into DIR. Progress goes to standard error. With --as-in-notebook a recipe of
      workflow States is run with the settings of the 2023 notebook.
  personae schema
      Prints the JSON Schema of recipes. docs/recipe.md explains it.
  personae sample avito --rows N --out FILE [--seed S]
  personae sample shop --customers N --out FILE [--seed S]
  personae sample rides|touchpoints|company --persons N --out FILE [--seed S]
      Makes data with a planted truth: an Avito-shaped SQLite database, a shop's orders,
      a ride-hailing log or touchpoints as CSV, a company's three departments.

Exit code 0, or 1 with one line that says what is wrong.
`;
