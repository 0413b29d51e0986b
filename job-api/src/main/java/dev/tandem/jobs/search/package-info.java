/// How postings are searched: full text with ranking and typing errors, what can be filtered by and counted, and the
/// same as files. May import `dev.tandem.jobs.match`, `dev.tandem.jobs.posting` and what lies below them.
@NullMarked
package dev.tandem.jobs.search;

import org.jspecify.annotations.NullMarked;
