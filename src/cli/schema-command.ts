// Prints the JSON Schema of recipes, as a person writes them (what has a default may be left out).
import { z } from 'zod';
import { recipeSchema } from '#shared/recipe/recipe';

export function schemaCommand(): void {
  const schema = z.toJSONSchema(recipeSchema, { io: 'input' });
  process.stdout.write(
    `${JSON.stringify({ title: 'Personae recipe', ...schema }, undefined, 2)}\n`,
  );
}
