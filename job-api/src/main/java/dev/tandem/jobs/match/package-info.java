/// Which postings matter to a person, and why. May import `dev.tandem.jobs.posting`, `dev.tandem.jobs.listing` and what
/// lies below them.
@NullMarked
package dev.tandem.jobs.match;

import org.jspecify.annotations.NullMarked;
