// DBSCAN: the three passes over the leaves of a k-d tree. src/analysis/density/scalar-dbscan.ts defines
// what they compute.
//
// What is found for a leaf goes into the leaf's own cells; only the sets of core points are shared.
export { countCores } from './dbscan/count-cores';
export { joinCores } from './dbscan/join-cores';
export { labelBorders } from './dbscan/label-borders';
