/// The boards that a person wants polled, what is known of their past, and what lists of the service have in common.
/// May import `dev.tandem.jobs.archive`, `dev.tandem.jobs.health` and `dev.tandem.common`.
@NullMarked
package dev.tandem.jobs.source;

import org.jspecify.annotations.NullMarked;
