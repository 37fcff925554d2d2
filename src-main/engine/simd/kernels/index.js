'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
exports.learnPairs = exports.solveRows = void 0;
var conjugate_gradients_1 = require('./conjugate-gradients');
Object.defineProperty(exports, 'solveRows', {
  enumerable: true,
  get: function () {
    return conjugate_gradients_1.solveRows;
  },
});
var pairs_1 = require('./pairs');
Object.defineProperty(exports, 'learnPairs', {
  enumerable: true,
  get: function () {
    return pairs_1.learnPairs;
  },
});
