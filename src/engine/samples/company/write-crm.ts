// The CRM of the company sample: customers, the identity map of all departments, and the truth.
import type { Database } from 'better-sqlite3';
import { fillTable } from '../avito/table-filler.ts';
import { rowsPerLook, type SamplePace } from '../sample-pace.ts';
import type { CompanyPeople } from './company-people.ts';

const schema = `
CREATE TABLE customers (customer_id TEXT PRIMARY KEY, region TEXT, customer_age_months INTEGER,
  converted INTEGER, segment TEXT);
CREATE TABLE identities (customer_id TEXT, department TEXT, key TEXT);
CREATE TABLE personae_truth (UserID TEXT, TrueSegment TEXT);
`;

export function writeCrm(
  database: Database,
  people: CompanyPeople,
  personCount: number,
  pace: SamplePace,
): void {
  database.exec(schema);
  const customers = fillTable(database, pace, 'customers', 5);
  const identities = fillTable(database, pace, 'identities', 3);
  const truth = fillTable(database, pace, 'personae_truth', 2);
  for (let index = 0; index < personCount; index++) {
    if (index % rowsPerLook === 0) pace.advance(0);
    const person = people.personAt(index);
    const { customerId, region, monthsAsCustomer, converted, label } = person;
    customers.add(customerId, region, monthsAsCustomer, converted ? 1 : 0, label);
    for (const cookie of person.cookies) identities.add(customerId, 'web', cookie);
    if (person.account !== null) identities.add(customerId, 'product', person.account);
    truth.add(customerId, person.group.name);
  }
  customers.finish();
  identities.finish();
  truth.finish();
}
