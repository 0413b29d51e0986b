/// The sixth fetcher: postings that a careers page describes in JSON-LD. May import `dev.tandem.jobs.fetch` and what
/// lies below it.
@NullMarked
package dev.tandem.jobs.jsonld;

import org.jspecify.annotations.NullMarked;
