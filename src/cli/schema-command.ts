// Prints the JSON Schema of recipes.
import { recipeJsonSchema } from '#shared/recipe/recipe';

export function schemaCommand(): void {
  process.stdout.write(`${JSON.stringify(recipeJsonSchema(), undefined, 2)}\n`);
}
