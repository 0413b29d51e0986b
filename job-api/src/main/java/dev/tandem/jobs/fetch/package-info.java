/// The shared client, the six fetchers and what a fetch can come to. May import `dev.tandem.jobs.source` and
/// `dev.tandem.common`.
@NullMarked
package dev.tandem.jobs.fetch;

import org.jspecify.annotations.NullMarked;
