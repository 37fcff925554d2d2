export { baselineOf, contributionsOf } from './contributions.ts';
export { createDecider } from './decision.ts';
export { partialDependence } from './dependence.ts';
export { rowAt, scorer, unitOf, type Explained } from './explained.ts';
export { flips } from './flip.ts';
export { permutationImportance } from './importance.ts';
export { rangesSeen } from './ranges.ts';
export { drawnPart } from './drawn-part.ts';
export { validationImportance } from './validation-importance.ts';
