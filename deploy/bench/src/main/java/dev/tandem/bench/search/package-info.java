/// How fast the search of job-api is over very many postings, asked over HTTP.
@NullMarked
package dev.tandem.bench.search;

import org.jspecify.annotations.NullMarked;
