/// How a filter's new matches reach its owner: signed messages to a webhook, and a feed. May import
/// `dev.tandem.jobs.match` and what lies below it.
@NullMarked
package dev.tandem.jobs.notify;

import org.jspecify.annotations.NullMarked;
