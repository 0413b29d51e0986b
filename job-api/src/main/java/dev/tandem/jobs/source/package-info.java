/// The boards that a person wants polled, what is known of their health, and what lists of the service have in common.
@NullMarked
package dev.tandem.jobs.source;

import org.jspecify.annotations.NullMarked;
