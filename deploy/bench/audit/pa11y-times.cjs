// A reporter of pa11y-ci that writes how long each page took, in milliseconds, a line each, to the file in its options.
const fs = require('node:fs');

module.exports = ({ fileName }) => {
  const begun = new Map();
  const end = (url) => fs.appendFileSync(fileName, `${Math.round(performance.now() - begun.get(url))}\n`);
  return {
    beforeAll: () => fs.writeFileSync(fileName, ''),
    begin: (url) => begun.set(url, performance.now()),
    results: (results, { url }) => end(url),
    error: (error, url) => end(url),
  };
};
