/** CF2, the report of a meeting: part of the catalogue in texts.ts. */
export const report = {
  button: 'Report',
  csv: 'Save as a table (CSV)',
  json: 'Save everything (JSON)',
  saving: 'Preparing the report…',
};
