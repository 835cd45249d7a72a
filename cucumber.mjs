// Stock Cucumber on the same features: `npx cucumber-js --tags 'not @clock and not @exclusive'`.
export default {
  paths: ['features/**/*.feature'],
  import: ['scripts/cucumber-support.mjs'],
};
