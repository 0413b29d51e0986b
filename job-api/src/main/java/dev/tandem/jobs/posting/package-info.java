/// Postings: how a listing is written and closed in one statement each, how they are searched, and what the user says
/// about them. May import `dev.tandem.jobs.fetch`, `dev.tandem.jobs.source` and `dev.tandem.common`.
@NullMarked
package dev.tandem.jobs.posting;

import org.jspecify.annotations.NullMarked;
