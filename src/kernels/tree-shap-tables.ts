// TreeSHAP of shallow trees by tables: src/analysis/explanations/tree-shap/leaf-groups.ts says how a tree
// is cut into groups of leaves, kernel-tables.ts lays out what is read here.
//
// A group's leaves depend on at most eight splits. `fillTables` works out the contributions for every
// outcome of them, `lookUp` finds each row's outcome and adds what the table has for it.
export { fillTables } from './tree-shap-tables/fill-tables';
export { lookUp } from './tree-shap-tables/look-up';
