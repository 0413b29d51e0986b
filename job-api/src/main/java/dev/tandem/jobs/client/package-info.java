/// The one client that asks boards: what is sent, how many at once, which addresses may be reached, and what an answer
/// is. May import `dev.tandem.jobs.listing` and `dev.tandem.common`.
@NullMarked
package dev.tandem.jobs.client;

import org.jspecify.annotations.NullMarked;
