/// The second phase of a poll: what only a posting's own page holds is read while boards are still being listed, host
/// by host, and written some postings at a time. May import `dev.tandem.jobs.posting`, `dev.tandem.jobs.fetch` and what
/// those may import.
@NullMarked
package dev.tandem.jobs.details;

import org.jspecify.annotations.NullMarked;
