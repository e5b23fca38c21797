// What `personae --help` prints.
export const usage = `personae: finds out what kinds of people are behind behavioural data

  personae run RECIPE.json --out DIR [--threads N] [--store DIR] [--no-pictures]
      Runs a recipe and writes its tables as CSV, result.json, model.json and the pictures
      as SVG into DIR. Progress goes to standard error. With --as-in-notebook a recipe of
      workflow States is run with the settings of the 2023 notebook.
  personae score MODEL.json RECIPE.json --out DIR [--data FILE] [--table NAME=FILE]
                 [--identity NAME=FILE] [--format csv|parquet] [--threads N] [--store DIR]
      Places new people with a saved model: says first how much they differ from those it
      was made from, then writes assignments.csv (or .parquet) and drift.json into DIR.
      MODEL.json is model.json of a run, or the model that the window exports; RECIPE.json
      is the recipe that made it. --data takes FILE in place of the recipe's data,
      --table and --identity in place of those of a joined table (workflow Explain).
  personae schema
      Prints the JSON Schema of recipes. docs/recipe.md explains it.
  personae sample avito --rows N --out FILE [--seed S]
  personae sample shop --customers N --out FILE [--seed S]
  personae sample rides|touchpoints|company --persons N --out FILE [--seed S]
      Makes data with a planted truth: an Avito-shaped SQLite database, a shop's orders,
      a ride-hailing log or touchpoints as CSV, a company's three departments.

Exit code 0, or 1 with one line that says what is wrong.
`;
