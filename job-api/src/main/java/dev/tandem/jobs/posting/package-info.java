/// Postings: how a listing is written and closed in one statement each, and what the user says about them. May import
/// `dev.tandem.jobs.listing`, `dev.tandem.jobs.source`, `dev.tandem.jobs.archive` and `dev.tandem.common`.
@NullMarked
package dev.tandem.jobs.posting;

import org.jspecify.annotations.NullMarked;
